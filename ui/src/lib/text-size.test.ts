import { expect, test } from "vitest";
import { askedTextSize } from "./text-size.svelte";

const key = (init: Partial<KeyboardEvent>) => ({ altKey: false, ctrlKey: true, metaKey: false, shiftKey: false, key: "", ...init }) as KeyboardEvent;

test("plus and minus go one step, and not past the ends", () => {
  expect(askedTextSize(key({ key: "+", shiftKey: true }), 100)).toBe(110);
  expect(askedTextSize(key({ key: "=" }), 110)).toBe(125);
  expect(askedTextSize(key({ key: "-" }), 125)).toBe(110);
  expect(askedTextSize(key({ key: "-" }), 100)).toBe(100);
  expect(askedTextSize(key({ key: "+" }), 200)).toBe(200);
});

test("zero is the usual size, and other keys are none of these", () => {
  expect(askedTextSize(key({ key: "0" }), 175)).toBe(100);
  expect(askedTextSize(key({ key: "0", ctrlKey: false }), 175)).toBeNull();
  expect(askedTextSize(key({ key: "s" }), 100)).toBeNull();
});
