import { expect, test } from "vitest";
import { panelAddress } from "./panels";

test("the address of a panel may be typed short, and is always encrypted", () => {
  expect(panelAddress(" dash.dns.example ")).toBe("https://dash.dns.example/");
  expect(panelAddress("https://dash.dns.example/zone?x=1")).toBe("https://dash.dns.example/zone?x=1");
  expect(panelAddress("panel.example:8443/login")).toBe("https://panel.example:8443/login");
  expect(panelAddress("  ")).toBeNull();
  for (const wrong of ["http://dash.dns.example", "file:///etc/passwd", "javascript:alert(1)", "https://sam:secret@panel.example", "panel", "a b"]) expect(panelAddress(wrong), wrong).toBeUndefined();
});
