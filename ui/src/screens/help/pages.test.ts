import { expect, test } from "vitest";
import { course } from "../../lib/backend/fake/course";
import { found, glossary, pageOf, pages } from "./pages";

const plan = { path: "/plans/example.com.movingday", domain: "example.com", practice: null, source: null, destination: null, people: [], vault: { kind: "memory" as const }, copied: false, course: course() };

test("every place of a plan has a page of its own", () => {
  const all = pages(plan);
  expect(all).toHaveLength(32);
  expect(new Set(all.map(({ text }) => text)).size).toBe(32);
  expect(pageOf("ready").title).toBe("Ready to move?");
});

test("without a plan only its pages are offered", () => {
  expect(pages(null)).toEqual([pageOf("start"), pageOf("begin"), pageOf("newPlan")]);
});

test("a search needs every word, in whatever letters", () => {
  expect(found(glossary(), "DNS Waiting").map(({ title }) => title)).toEqual(["TTL"]);
  expect(found(glossary(), " ")).toHaveLength(13);
});
