/** The page before any script has run: its colours are there already, and nothing in it is against the security policy. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const html = read("../index.html");

test("nothing is written into the page that the policy would have to allow", () => {
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|https?:/i);
  expect([...html.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, code]) => code)).toEqual([""]);
});

test("the background is right in the light and in the dark before the first paint", () => {
  expect(html).toMatch(/<meta name="color-scheme" content="light dark" \/>[^]*<link rel="stylesheet"[^]*<\/head>/);
  expect(read("./styles/base.css")).toMatch(/html \{[^}]*background: var\(--bg-window\)/);
  expect(read("./styles/tokens.css").match(/--bg-window: #/g)).toHaveLength(2);
});
