/** Scenes of the tasks in other systems: each screen, and each state that one can have. */
import type { Course, Plan, Question, Task, TaskState } from "../backend";
import { checkFinished } from "./checking";
import { fault } from "./company";
import { beginning, course, done } from "./course";
import type { Scene } from "./scenes";

const todo: TaskState = { kind: "todo" };
const priya: TaskState = { kind: "waitingFor", name: "Priya" };
const later: TaskState = { kind: "waitingUntil", from: "2025-06-02T12:16:00Z", at: "2025-06-02T16:40:00Z" };
const skipped: TaskState = { kind: "skipped", reason: "notNeeded", note: null, at: "2025-05-24T13:00:00Z" };
const records = "harbour-tea.example MX 10 mx1.oldhost.example\nharbour-tea.example MX 20 mx2.oldhost.example\nmail.harbour-tea.example CNAME mail.oldhost.example";
const panel = { dnsPanel: "https://dash.dnshost.example/" };

/** `plan` has people and servers. */
export function elsewhere(plan: Plan) {
  const at = (states: Partial<Record<Task, TaskState>>, answers: Partial<Record<Question, string>> = {}): Plan => {
    const made: Course = course({ ...beginning(plan), ...states });
    return { ...plan, course: { ...made, answers: { ...made.answers, ...answers } } };
  };
  const opensrs = { destination: "opensrs", cluster: "b" };
  const missing = { 2: { destination: fault("DestinationUserUnknown") }, 5: { destination: fault("DestinationSignInRefused") } };
  const moved: Partial<Record<Task, TaskState>> = { allowAccounts: todo, createNewAccounts: todo, remindPeople: todo, welcomePeople: todo, restoreWait: todo };
  return {
    ttl: { plan: at({}) },
    "ttl-noted": { plan: at({}, { ...panel, ...opensrs, oldWait: "14400" }) },
    "ttl-hour": { plan: at({}, { ...panel, oldWait: "14400", shortestWait: "3600" }) },
    "ttl-waiting": { plan: at({ shortenWait: later }, { ...panel, oldWait: "14400" }) },
    "ttl-for": { plan: at({ shortenWait: priya }, panel) },
    "ttl-done": { plan: at({ shortenWait: done.byPerson }, panel) },
    "ttl-checked": { plan: at({ shortenWait: done.byProgram }, panel) },
    "ttl-again": { plan: at({ shortenWait: { kind: "attention", concern: "waitIsLongAgain" } }, panel) },
    "ttl-skipped": { plan: at({ shortenWait: skipped }, panel) },
    service: { plan: at({}, { ...opensrs, brand: "Harbour Tea" }) },
    "service-done": { plan: at({ setUpBrand: done.byPerson, setDefaults: skipped }, opensrs) },
    tell: { plan: at({}, opensrs) },
    webmail: { plan: at({}, { ...opensrs, webmail: "https://mail.b.hostedemail.com" }) },
    create: { plan: at({}, opensrs) },
    "create-missing": { plan: at({}), check: checkFinished(plan.people, missing) },
    "create-ready": { plan: at({ createMailboxes: done.byProgram }, opensrs), check: checkFinished(plan.people, {}) },
    freeze: { plan: at({ freezeAccounts: todo, freezePasswords: todo, freezeContacts: todo }) },
    "freeze-not-yet": { plan: at({}) },
    "freeze-mixed": { plan: at({ freezeAccounts: done.byPerson, freezePasswords: priya, freezeContacts: skipped }, { accountsStayOpen: "yes" }) },
    contacts: { plan: at({}, { ...opensrs, sourcePanel: "https://admin.oldhost.example/" }) },
    files: { plan: at({ sendFiles: todo }) },
    "switch-too-early": { plan: at({}) },
    switch: { plan: at({ switchDelivery: todo, shortenWait: done.byPerson }, { ...opensrs, ...panel, oldRecords: records, oldWait: "14400" }) },
    "switch-unknown": { plan: at({ switchDelivery: todo }, { destination: "opensrs", ...panel }) },
    "switch-other": { plan: at({ switchDelivery: todo }, { destination: "other", newDelivery: "mx.newhost.example", oldRecords: records }) },
    "switch-waiting": { plan: at({ switchDelivery: later }, { ...opensrs, ...panel, oldRecords: records }) },
    "switch-done": { plan: at({ switchDelivery: done.byPerson }, { ...opensrs, oldRecords: records }) },
    "switch-wrong": { plan: at({ switchDelivery: { kind: "attention", concern: "deliveryIsWrong" } }, { ...opensrs, oldRecords: records }) },
    allow: { plan: at(moved, opensrs) },
    settle: { plan: at(moved, opensrs) },
    ttlback: { plan: at(moved, { ...panel, oldWait: "14400" }) },
    "ttlback-unknown": { plan: at(moved) },
  } satisfies Record<string, Partial<Scene>>;
}
