import { expect, test } from "vitest";
import { checkDomain } from "./domain";

test.each([
  ["example.com", "example.com"],
  ["  Example.COM. ", "example.com"],
  ["ana@example.com", "example.com"],
  ["https://www.example.com/contact", "example.com"],
  ["müller.example", "müller.example"],
])("%s is taken as %s", (typed, domain) => {
  expect(checkDomain(typed)).toEqual({ kind: "fine", domain });
});

test("what is no domain is told apart from nothing", () => {
  expect(checkDomain("  ").kind).toBe("empty");
  expect(checkDomain("ana@").kind).toBe("empty");
  expect(checkDomain("example").kind).toBe("malformed");
  expect(checkDomain("exa mple.com").kind).toBe("malformed");
  expect(checkDomain("example..com").kind).toBe("malformed");
});

test("a domain that belongs to a provider cannot be moved", () => {
  expect(checkDomain("sam@gmail.com")).toEqual({ kind: "free", domain: "gmail.com", owner: "Google" });
});
