/** How the interface speaks: short sentences, plain words, buttons that say what happens. */
import { type Message, type Pattern, type TextElement, Visitor, parse } from "@fluent/syntax";
import { expect, test } from "vitest";
import english from "../../words/en.ftl?raw";

const messages = parse(english, {}).body.filter((entry): entry is Message => entry.type === "Message");

/** Every text a message can become, with a single word in place of each value. */
class Texts extends Visitor {
  found: string[] = [];

  override visitPattern(pattern: Pattern): void {
    const text = pattern.elements.map((element) => (element.type === "TextElement" ? (element as TextElement).value : "value"));
    this.found.push(text.join("").replace(/\s+/g, " ").trim());
    for (const element of pattern.elements) this.visit(element);
  }
}

const all = messages.flatMap((message) => {
  const texts = new Texts();
  texts.visit(message);
  return texts.found.map((text) => ({ key: message.id.name, text }));
});

test("there is something to read", () => {
  expect(all.length).toBeGreaterThan(500);
});

test("no sentence has more than 25 words", () => {
  const sentences = all.flatMap(({ key, text }) => text.split(/(?<=[.!?])\s+/).map((sentence) => ({ key, sentence })));
  expect(sentences.filter(({ sentence }) => sentence.split(" ").length > 25)).toEqual([]);
});

test("no word blames, begs or shouts", () => {
  const banned = /\b(valid|invalid|please|sorry|oops|illegal|forbidden|fatal|abort(ed)?|error)\b|!/i;
  expect(all.filter(({ text }) => banned.test(text))).toEqual([]);
});

test("buttons say what happens", () => {
  expect(all.filter(({ text }) => /^(next|ok|okay|submit|yes|no|click here)$/i.test(text))).toEqual([]);
});

test("quotation marks and apostrophes are typographic", () => {
  expect(all.filter(({ text }) => /["']/.test(text))).toEqual([]);
});
