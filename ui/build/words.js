// Turns the message keys of words/en.ftl into a TypeScript type, so that a missing word does not compile.
// Runs inside Vite (on every change of the file) and alone: `node build/words.js [--check]`.
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { Junk, Message, VariableReference, Visitor, parse } from "@fluent/syntax";

const SOURCE = fileURLToPath(new URL("../words/en.ftl", import.meta.url));
const TARGET = fileURLToPath(new URL("../src/lib/word-keys.ts", import.meta.url));

class Variables extends Visitor {
  /** @type {Set<string>} */
  names = new Set();
  /**
   * @override
   * @param {VariableReference} node
   */
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/**
 * The text of the generated module for the text of a Fluent file.
 * @param {string} source
 */
export function keysModule(source) {
  const lines = [];
  const seen = new Set();
  for (const entry of parse(source, {}).body) {
    if (entry instanceof Junk) throw new Error(`words/en.ftl cannot be read near: ${entry.content.trim().split("\n")[0]}`);
    if (!(entry instanceof Message)) continue;
    if (seen.has(entry.id.name)) throw new Error(`words/en.ftl has ${entry.id.name} twice`);
    seen.add(entry.id.name);
    const variables = new Variables();
    variables.visit(entry);
    const values = [...variables.names].sort().map((name) => `${name}: Value`);
    lines.push(`  "${entry.id.name}": ${values.length > 0 ? `{ ${values.join("; ")} }` : "None"};`);
  }
  return [
    "// Generated from words/en.ftl by build/words.js. Do not edit.",
    "",
    "export type Value = string | number;",
    "export type None = Record<never, never>;",
    "",
    "/** Every message key, with the values that its text needs. */",
    "export type Words = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}

function generate() {
  const text = keysModule(readFileSync(SOURCE, "utf8"));
  const current = readIfThere(TARGET);
  if (current !== text) writeFileSync(TARGET, text);
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** @returns {import("vite").Plugin} */
export function words() {
  return {
    name: "moving-day-words",
    buildStart: generate,
    handleHotUpdate({ file }) {
      if (file === SOURCE) generate();
    },
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (argv.includes("--check") && keysModule(readFileSync(SOURCE, "utf8")) !== readIfThere(TARGET)) {
    stderr.write("src/lib/word-keys.ts does not match words/en.ftl. Run `npm run words`.\n");
    exit(1);
  }
  generate();
}
