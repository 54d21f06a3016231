import { readFileSync, readdirSync } from "node:fs";
import { type Message, type VariableReference, Visitor, parse } from "@fluent/syntax";
import { describe, expect, test } from "vitest";
import english from "../../words/en.ftl?raw";
import type { Code, Fault } from "./backend/backend";
import { sideOf, tell, treatments } from "./faults";

const codes = Object.keys(treatments) as Code[];
const engine = new URL("../../../src-tauri/crates/engine/src/", import.meta.url);
const shell = new URL("../../../src-tauri/src/", import.meta.url);

function fault(code: Code, params: Record<string, string> = {}): Fault {
  return { code, scope: "account", retry: "never", params, serverText: null };
}

class Variables extends Visitor {
  names = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
}

/** Every name under which the engine or the shell puts a value into an error. */
function given(): Set<string> {
  const sources = [engine, shell].flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
    return files.map((name) => readFileSync(new URL(name, folder), "utf8"));
  });
  return new Set(sources.flatMap((source) => [...source.matchAll(/\.(?:with|insert)\(\s*"(\w+)"/g)].map(([, name]) => name ?? "")));
}

test("the codes are those of the engine", () => {
  const source = readFileSync(new URL("error.rs", engine), "utf8");
  const block = source.slice(source.indexOf("\ncodes! {"), source.indexOf("\n}", source.indexOf("\ncodes! {")));
  expect([...block.matchAll(/^\s+(\w+),$/gm)].map(([, name]) => name)).toEqual(codes);
});

describe.each(codes)("%s", (code) => {
  test("has a title, a reason and a next step without holes", () => {
    for (const text of Object.values(tell(fault(code))).filter((value) => typeof value === "string")) {
      expect(text).not.toMatch(/[{}$]|fault-/);
    }
    const { title, why, next } = tell(fault(code));
    expect(title).not.toMatch(/[.!]$/);
    expect(why).toMatch(/\.$/);
    expect(next).toMatch(/\.$/);
  });

  test("does not show its own name", () => {
    const { title, why, next } = tell(fault(code));
    expect(`${title} ${why} ${next}`).not.toContain(code);
  });
});

test("the words use only values that are given", () => {
  const known = new Set([...given(), "person"]);
  const messages = parse(english, {}).body.filter((entry): entry is Message => entry.type === "Message");
  const used = new Variables();
  for (const message of messages) if (message.id.name.startsWith("fault-") && codes.some((code) => message.id.name.includes(code))) used.visit(message);
  expect([...used.names].filter((name) => !known.has(name))).toEqual([]);
});

test("the title names the person, the values of the engine win over what surrounds it", () => {
  const about = { person: { name: "Ana Silva", address: "ana@example.com" }, hosts: { source: "mail.example.com" } };
  expect(tell(fault("SourceSignInRefused"), about).title).toBe("The old server refused the password for Ana Silva");
  expect(tell(fault("SourceUnreachable", { port: "143" }), about).title).toBe("Nothing answers at mail.example.com");
  expect(tell(fault("SourceUnreachable", { port: "143" }), about).why).toContain("port 143");
  expect(tell(fault("SourceUnreachable", { host: "10.0.0.9" }), about).title).toBe("Nothing answers at 10.0.0.9");
});

test("a missing password names its side", () => {
  expect(sideOf(fault("SecretMissing", { side: "destination" }))).toBe("destination");
  expect(tell(fault("SecretMissing", { side: "destination" })).why).toContain("new mailbox");
  expect(tell(fault("SecretMissing", { side: "source" })).why).toContain("old mailbox");
  expect(sideOf(fault("DestinationFull"))).toBe("destination");
  expect(sideOf(fault("PlanInUse"))).toBeNull();
});
