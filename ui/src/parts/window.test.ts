import { expect, test } from "vitest";
import { slices } from "./window.svelte";

const thousand = Array.from({ length: 1000 }, () => 32);
const built = (top: number, held: number | null = null, heights: number[] = thousand) => slices(heights, top, 640, held);
const height = ({ slices: parts, rest }: ReturnType<typeof slices>, heights: number[]) =>
  parts.reduce((sum, { gap, from, to }) => sum + gap + heights.slice(from, to).reduce((one, other) => one + other, 0), rest);

test("about forty rows are built, wherever a table of a thousand is looked at", () => {
  expect(built(0)).toEqual({ slices: [{ gap: 0, from: 0, to: 28 }], rest: 972 * 32 });
  expect(built(16_000)).toEqual({ slices: [{ gap: 492 * 32, from: 492, to: 528 }], rest: 472 * 32 });
  for (const top of [0, 1, 5000, 31_360, 99_999]) {
    const rows = built(top).slices.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(40);
    expect(height(built(top), thousand)).toBe(32_000);
  }
});

test("the row with the focus stays, before and behind the visible part", () => {
  expect(built(16_000, 3).slices.map(({ from, to }) => [from, to])).toEqual([[3, 4], [492, 528]]);
  expect(built(16_000, 990).slices.map(({ from, to }) => [from, to])).toEqual([[492, 528], [990, 991]]);
  expect(built(16_000, 500).slices).toHaveLength(1);
  expect(built(16_000, 1000).slices).toHaveLength(1);
  for (const held of [3, 990]) expect(height(built(16_000, held), thousand)).toBe(32_000);
});

test("rows of several lines count with their own height", () => {
  const heights = thousand.map((height, index) => (index < 10 ? 320 : height));
  expect(built(3200, null, heights).slices).toEqual([{ gap: 2 * 320, from: 2, to: 38 }]);
  expect(built(0, null, []).slices).toEqual([{ gap: 0, from: 0, to: 0 }]);
});
