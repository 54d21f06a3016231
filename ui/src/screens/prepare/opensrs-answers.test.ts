import { expect, test } from "vitest";
import { emptyPlan } from "../../lib/backend/fake/scenes";
import { asked, beginWith, isSize, written } from "./opensrs-answers";

const none = emptyPlan.course.answers;

test("language and time zone begin as those of this computer, and nothing else is made up", () => {
  const answers = beginWith(none, null);
  expect(answers.mailboxZone).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(answers.language).toMatch(/^[a-z]{2}$/);
  expect(beginWith(none, { host: "mail.b.hostedemail.com", port: 993, security: "tls" }).cluster).toBe("b");
  expect(answers).toMatchObject({ cluster: "unknown", mailboxesBy: "file", brand: "", mailboxSize: "" });
});

test("what was answered comes back as it was typed", () => {
  const typed = { cluster: "b", mailboxesBy: "provider", brand: "Harbour", language: "fr", mailboxZone: "America/Toronto", mailboxSize: "12.5" } as const;
  const kept = Object.fromEntries(asked.map((question) => [question, written(typed, question)]));
  expect(kept["mailboxSize"]).toBe("12500");
  expect(beginWith({ ...none, ...kept }, null)).toEqual(typed);
});

test("a size is a number of gigabytes, with any decimal sign, or none at all", () => {
  for (const typed of ["", "  ", "10", "0.5", "2,5", "25 GB"]) expect(isSize(typed), typed).toBe(true);
  for (const typed of ["0", "-3", "ten", "1.2345", "999999"]) expect(isSize(typed), typed).toBe(false);
  expect(written({ ...beginWith(none, null), mailboxSize: "2,5 GB" }, "mailboxSize")).toBe("2500");
  expect(written(beginWith(none, null), "mailboxSize")).toBeNull();
});
