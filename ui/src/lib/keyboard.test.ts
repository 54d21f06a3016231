import { expect, test } from "vitest";
import { isBack, isCommand } from "./keyboard";

const key = (init: Partial<KeyboardEvent>) => ({ altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, key: "", ...init }) as KeyboardEvent;

test("Back has the key that each system knows", () => {
  expect(isBack(key({ altKey: true, key: "ArrowLeft" }), false)).toBe(true);
  expect(isBack(key({ key: "ArrowLeft" }), false)).toBe(false);
  expect(isBack(key({ metaKey: true, key: "[" }), true)).toBe(true);
});

test("a command key is not taken together with others", () => {
  expect(isCommand(key({ ctrlKey: true, key: "Z" }), "z")).toBe(true);
  expect(isCommand(key({ ctrlKey: true, shiftKey: true, key: "Z" }), "z")).toBe(false);
  expect(isCommand(key({ key: "z" }), "z")).toBe(false);
  expect(isCommand(key({ ctrlKey: true, shiftKey: true, key: "H" }), "h", true)).toBe(true);
  expect(isCommand(key({ ctrlKey: true, key: "h" }), "h", true)).toBe(false);
});
