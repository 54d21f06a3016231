import { expect, test } from "vitest";
import type { CheckState, CopyProgress, Person, Plan, Proof, VerifyPerson, VerifyProgress } from "../lib/backend/backend";
import { nextTask, phaseOf, taskAfter, taskStates } from "./tasks";

const server = { host: "mail.example.com", port: 993, security: "tls" } as const;
const plan: Plan = {
  path: "/plans/example.com.movingday",
  domain: "example.com",
  practice: null,
  source: server,
  destination: { ...server, host: "new.example.net" },
  people: [person(1), person(2)],
  vault: { kind: "memory" },
  copied: false,
};

function person(id: number): Person {
  const address = `person${id}@example.com`;
  return { id, name: null, address, destinationAddress: address, sourceUser: null, destinationUser: null, sourceSecret: "memory", destinationSecret: "memory" };
}

const works: CheckState = { kind: "works", folders: 1, messages: 2, bytes: 3, room: null };
const checked = (people: number[], destination: CheckState = works) => ({
  phase: "done" as const,
  done: people.length * 2,
  total: people.length * 2,
  rows: people.map((person) => ({ person, source: works, destination, prospect: null })),
});
const copying = (phase: CopyProgress["phase"]): CopyProgress => ({
  phase,
  tally: { messages: 0, messagesTotal: null, bytes: 0, bytesTotal: null, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 },
  bytesPerSecond: null,
  secondsLeft: null,
  elapsedSeconds: 0,
  awake: false,
  people: [],
  watched: null,
  fault: null,
});

test("what cannot begin says after which task it can", () => {
  const states = taskStates({ plan: { ...plan, people: [] }, check: null, copy: null });
  expect(states.listPeople).toEqual({ kind: "todo" });
  expect(states.testConnections).toEqual({ kind: "notYet", after: "listPeople" });
  expect(taskStates({ plan: { ...plan, destination: null }, check: null, copy: null }).copyMail).toEqual({ kind: "notYet", after: "enterServers" });
});

test("the test is done only when both connections of everybody work", () => {
  expect(taskStates({ plan, check: checked([1, 2]), copy: null }).testConnections.kind).toBe("done");
  expect(taskStates({ plan, check: checked([1]), copy: null }).testConnections.kind).toBe("todo");
  expect(taskStates({ plan, check: checked([1, 2], { kind: "waiting" }), copy: null }).testConnections.kind).toBe("todo");
});

test("the result of somebody who was removed does not count", () => {
  const failed: CheckState = { kind: "failed", fault: { code: "SourceSignInRefused", scope: "account", retry: "never", params: {}, serverText: null } };
  expect(taskStates({ plan, check: checked([1, 2], failed), copy: null }).testConnections.kind).toBe("attention");
  expect(taskStates({ plan: { ...plan, people: [] }, check: checked([1], failed), copy: null }).testConnections.kind).toBe("notYet");
});

test("a paused copy is still under way, a stopped one is to do", () => {
  expect(taskStates({ plan, check: null, copy: copying("paused"), copied: 0.4 }).copyMail).toEqual({ kind: "working", share: 0.4, paused: true });
  expect(taskStates({ plan, check: null, copy: copying("stopped") }).copyMail.kind).toBe("todo");
});

test("opening a plan leads to the first open task, or to the copy once it has begun", () => {
  expect(nextTask({ plan: { ...plan, source: null }, check: null, copy: null })).toBe("enterServers");
  expect(nextTask({ plan: { ...plan, people: [] }, check: null, copy: null })).toBe("listPeople");
  expect(nextTask({ plan, check: null, copy: null })).toBe("testConnections");
  expect(nextTask({ plan: { ...plan, copied: true }, check: null, copy: null })).toBe("copyMail");
});

test("Continue walks through the tasks in order", () => {
  expect(taskAfter("enterServers")).toBe("listPeople");
  expect(taskAfter("copyMail")).toBe("checkArrived");
  expect(taskAfter("checkArrived")).toBe("checkArrived");
  expect(phaseOf("testConnections")).toEqual({ phase: "getReady", number: 2 });
});

test("the check waits for a copy, works, and says whether something is missing", () => {
  const person = (verdict: Proof["verdict"] | null): VerifyPerson => ({
    person: 1,
    address: "p1@example.com",
    name: null,
    state: { kind: "done" },
    messages: 5,
    messagesTotal: 10,
    proof: verdict && { verdict, source: 1, destination: 1, arrived: 1, read: 1, extra: 0, flagsChanged: 0, flagsNotStored: 0, otherDate: 0, findings: [] },
  });
  const state = (phase: VerifyProgress["phase"], verdict: Proof["verdict"] | null = null) =>
    taskStates({ plan, check: null, copy: null, verify: { phase, deep: false, ended: null, people: [person(verdict)], fault: null } }).checkArrived.kind;
  expect(taskStates({ plan, check: null, copy: null }).checkArrived).toEqual({ kind: "notYet", after: "copyMail" });
  expect(taskStates({ plan: { ...plan, copied: true }, check: null, copy: null }).checkArrived.kind).toBe("todo");
  expect(state("comparing")).toBe("working");
  expect(state("done", "completeWithNotes")).toBe("done");
  expect(state("done", "incomplete")).toBe("attention");
  expect(state("failed")).toBe("attention");
  expect(state("stopped")).toBe("todo");
});
