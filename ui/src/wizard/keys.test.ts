import { expect, test } from "vitest";
import { nextRegion } from "./keys";

test("F6 goes round, both ways", () => {
  const regions = ["rail", "content", "footer"];
  expect(nextRegion(regions, 0, false)).toBe("content");
  expect(nextRegion(regions, 2, false)).toBe("rail");
  expect(nextRegion(regions, 0, true)).toBe("footer");
  expect(nextRegion(regions, -1, false)).toBe("rail");
  expect(nextRegion(regions, -1, true)).toBe("footer");
  expect(nextRegion([], -1, false)).toBeUndefined();
});
