import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Message, TextElement, Visitor, parse } from "@fluent/syntax";
import { describe, expect, test } from "vitest";
import { keysModule } from "../../build/words.js";
import { locale, phrase, preferred, say, sayWith } from "./words";

const root = join(import.meta.dirname, "../..");
const catalogue = readFileSync(join(root, "words/en.ftl"), "utf8");
const messages = parse(catalogue, {}).body.filter((entry) => entry instanceof Message);
const keys = messages.map((message) => message.id.name);

/** The text of every source file that may say something. */
function sources(): string {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const spoken = files.filter((file) => /\.(ts|svelte)$/.test(file) && !file.includes(".test.") && !file.endsWith("word-keys.ts"));
  return spoken.map((file) => readFileSync(join(root, "src", file), "utf8")).join("\n");
}

describe("the catalogue", () => {
  test("has its keys in the generated type", () => {
    expect(readFileSync(join(root, "src/lib/word-keys.ts"), "utf8"), "run `npm run words`").toBe(keysModule(catalogue));
  });

  test("has no word that nothing says", () => {
    const text = sources();
    const literal = new Set([...text.matchAll(/["'`]([a-z][\w-]+)["'`]/g)].map(([, key]) => key));
    const composed = [...text.matchAll(/`((?:[\w-]|\$\{[^}`]+\})+)`/g)]
      .map(([, template]) => template ?? "")
      .filter((template) => template.includes("${") && /[a-z]{2,}-|-[a-z]{2,}/.test(template))
      .map((template) => new RegExp(`^${template.replace(/\$\{[^}]+\}/g, "[\\w-]+")}$`));
    const unsaid = keys.filter((key) => !literal.has(key) && !composed.some((pattern) => pattern.test(key)));
    expect(unsaid).toEqual([]);
  });

  test("is free of words that frighten, and of buttons that do not say what they do", () => {
    const spoken = new Spoken();
    for (const message of messages) spoken.visit(message);
    expect(spoken.texts.filter((text) => /\b(invalid|valid|illegal|forbidden|fatal|abort|oops|sorry|please)\b/i.test(text))).toEqual([]);
    expect(spoken.texts.filter((text) => /^(ok|next|submit|cancelled?)$/i.test(text.trim()))).toEqual([]);
  });

  test("says every message without a hole", () => {
    for (const key of keys) expect(sayWith(key as Parameters<typeof sayWith>[0], new Proxy({}, { get: () => "x" })), key).not.toBe("");
  });
});

class Spoken extends Visitor {
  texts: string[] = [];
  override visitTextElement(node: TextElement) {
    this.texts.push(node.value);
  }
}

test("numbers in a sentence follow the language", () => {
  expect(locale).toMatch(/^en/);
  expect(say("frame-people", { count: 0 })).toBe("Nobody listed yet");
  expect(say("frame-people", { count: 1 })).toBe("1 person");
  expect(say("frame-people", { count: 1234 })).toMatch(/^1.234 people$/);
  expect(phrase(["frame-back"])).toBe("Back");
});

test("a system language that is none of ours, or none at all, is no trouble", () => {
  expect(preferred(["C"])).toBe("en");
  expect(preferred(["de-DE", "en-GB", "en-US"])).toBe("en-GB");
  expect(preferred([])).toBe("en");
});
