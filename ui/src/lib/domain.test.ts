import { expect, test } from "vitest";
import { checkAddress, otherForm } from "./domain";

test.each([
  ["ana@example.com", "ana@example.com"],
  ["  Ana.Silva@Example.COM. ", "Ana.Silva@example.com"],
  ["Ana Silva <ana@example.com>", "ana@example.com"],
  ["mailto:ana@example.com", "ana@example.com"],
  ["dörte@müller.example", "dörte@müller.example"],
  ["a@b@example.com", "a@b@example.com"],
])("%s is taken as %s", (typed, address) => {
  expect(checkAddress(typed)).toEqual({ kind: "fine", address, domain: address.slice(address.lastIndexOf("@") + 1) });
});

test("what is no address is told apart from nothing", () => {
  expect(checkAddress("  ").kind).toBe("empty");
  expect(checkAddress("example.com").kind).toBe("noAt");
  for (const typed of ["ana@", "@example.com", "ana@example", "ana@exa mple.com", "ana@example..com", "ana@-example.com", "ana@example.com/x"]) {
    expect(checkAddress(typed).kind, typed).toBe("malformed");
  }
});

test("a domain that belongs to a provider cannot be moved", () => {
  expect(checkAddress("sam@GMail.com")).toEqual({ kind: "free", domain: "gmail.com", owner: "Google" });
});

test.each([
  ["müller.example", "xn--mller-kva.example"],
  ["日本語.example", "xn--wgv71a119e.example"],
  ["bücher.müller.example", "xn--bcher-kva.xn--mller-kva.example"],
])("%s is %s in other systems, and the other way round", (read, written) => {
  expect(otherForm(read)).toBe(written);
  expect(otherForm(written)).toBe(read);
});

test("a plain domain, and what is no Punycode, have one form", () => {
  expect(otherForm("example.com")).toBeNull();
  expect(otherForm("xn--a-b!.example")).toBeNull();
  expect(otherForm("xn--99999999.example")).toBeNull();
});
