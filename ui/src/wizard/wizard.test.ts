import { expect, test } from "vitest";
import { Wizard } from "./wizard.svelte";

test("Back goes where the person was before", () => {
  const wizard = new Wizard();
  expect(wizard.canGoBack).toBe(false);
  wizard.go("newPlan");
  wizard.go("newPlan");
  wizard.go("listPeople");
  wizard.back();
  expect(wizard.place).toBe("newPlan");
  wizard.back();
  expect(wizard.place).toBe("start");
  wizard.back();
  expect(wizard.place).toBe("start");
});

test("nothing before a plan can be reached once it is open", () => {
  const wizard = new Wizard();
  wizard.go("newPlan");
  wizard.arrive("home");
  expect(wizard.canGoBack).toBe(false);
  expect(wizard.place).toBe("home");
});

test("Back leaves the steps within a place first", () => {
  const wizard = new Wizard();
  const left: string[] = [];
  wizard.go("listPeople");
  wizard.stepIn(() => left.push("first"));
  wizard.stepIn(() => left.push("second"));
  wizard.back();
  expect(left).toEqual(["second"]);
  expect(wizard.place).toBe("listPeople");
  wizard.stepsDone();
  wizard.back();
  expect(left).toEqual(["second"]);
  expect(wizard.place).toBe("start");
});

test("steps of a place that was left do not come back", () => {
  const wizard = new Wizard();
  wizard.go("listPeople");
  wizard.stepIn(() => expect.unreachable());
  wizard.go("copyMail");
  wizard.back();
  expect(wizard.place).toBe("listPeople");
});
