/** The tasks of the pretend plan, at the states that a scene asks for. What follows from what is the engine's and not repeated here. */
import type { Course, MovingDay, Phase, Plan, Task, TaskEntry, TaskState } from "../backend";

const TODAY = "2025-06-02";
const DAY: MovingDay = { day: "2025-06-14", time: "18:00", zone: "America/Toronto" };

/** Each task with its phase, whether it is required, and its days from the moving day. */
const table: [Task, Phase, boolean, number, number][] = [
  ["chooseMovingDay", "prepare", true, -21, -21],
  ["shortenWait", "prepare", true, -21, -21],
  ["setUpBrand", "prepare", true, -21, -21],
  ["setDefaults", "prepare", true, -21, -21],
  ["tellPeople", "prepare", false, -21, -21],
  ["showWebmail", "prepare", false, -16, -14],
  ["listPeople", "getReady", true, -21, -10],
  ["getAccess", "getReady", true, -21, -9],
  ["createMailboxes", "getReady", true, -14, -8],
  ["freezeAccounts", "getReady", true, -7, -7],
  ["freezePasswords", "getReady", true, -7, -7],
  ["freezeContacts", "getReady", false, -7, -7],
  ["saveContacts", "getReady", false, -7, -6],
  ["sendFiles", "getReady", false, -6, -5],
  ["keepBackup", "getReady", false, -9, -6],
  ["tryOnePerson", "getReady", false, -9, -6],
  ["copyMail", "move", true, -5, 0],
  ["switchDelivery", "move", true, 0, 0],
  ["catchUp", "move", true, 0, 3],
  ["checkArrived", "move", true, 1, 3],
  ["allowAccounts", "move", true, 1, 1],
  ["createNewAccounts", "settleIn", false, 1, 1],
  ["remindPeople", "settleIn", false, 1, 4],
  ["welcomePeople", "settleIn", false, 1, 2],
  ["restoreWait", "settleIn", false, 7, 7],
  ["finish", "settleIn", true, 14, 14],
];

export type States = Partial<Record<Task, TaskState>>;

const byPerson = (at: string | null = "2025-05-24T13:00:00Z"): TaskState => ({ kind: "done", by: "person", at });
export const done = { byPerson: byPerson(), byProgram: { kind: "done", by: "program", at: "2025-05-26T18:02:00Z" } satisfies TaskState };

/** A day so many days from another, both as `YYYY-MM-DD`. */
export function dayFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function course(states: States = {}, more: Partial<Course> = {}): Course {
  const day = more.day === undefined ? DAY : more.day;
  const tasks = table.map(([task, phase, required, opens, due]): TaskEntry => ({
    task,
    phase,
    required,
    state: states[task] ?? { kind: "todo" },
    opens: day && dayFrom(day.day, opens),
    due: day && dayFrom(day.day, due),
  }));
  const none = {
    ownAddress: null,
    destination: null,
    cluster: null,
    brand: null,
    language: null,
    mailboxZone: null,
    mailboxSize: null,
    mailboxesBy: null,
    webmail: null,
    contact: null,
    haveList: null,
    haveAccess: null,
    haveDns: null,
    haveNew: null,
    haveComputer: null,
    clockAhead: null,
    practiceRepaired: null,
    phones: null,
    beforeCancel: null,
    backupPlace: null,
    trialPerson: null,
    trialOdd: null,
    dnsPanel: null,
    sourcePanel: null,
    destinationPanel: null,
    oldWait: null,
    shortestWait: null,
    oldRecords: null,
    newDelivery: null,
    accountsStayOpen: null,
    passwordsStayOpen: null,
  };
  const open = tasks.find((entry) => entry.state.kind === "attention") ?? tasks.find((entry) => entry.state.kind === "todo");
  return { now: `${TODAY}T14:00:00Z`, today: TODAY, day, tasks, next: open ? { kind: "task", task: open.task } : { kind: "finished" }, nextEvent: null, since: [], answers: none, ...more };
}

/** Everything that is behind a plan of which this is the first open task. */
export function upTo(first: Task, states: States = {}): States {
  const program: Task[] = ["shortenWait", "getAccess", "createMailboxes", "copyMail", "switchDelivery", "catchUp", "checkArrived", "restoreWait", "finish"];
  const tasks = table.map(([task]) => task);
  const behind = tasks.slice(0, tasks.indexOf(first)).map((task) => [task, program.includes(task) ? done.byProgram : done.byPerson]);
  return { ...Object.fromEntries(behind), ...states };
}

/** What has to be said before anything else, if it was not said yet. */
export function naming({ source, destination, course }: Pick<Plan, "source" | "destination" | "course">): Pick<Course, "next"> | null {
  if (!source) return { next: { kind: "name", side: "source" } };
  return destination || course.answers.destination ? null : { next: { kind: "name", side: "destination" } };
}

/** How the tasks stand in a plan with these people and servers, before anything else has happened. */
export function beginning(plan: Pick<Plan, "people" | "source" | "destination">): States {
  const first: States = plan.people.length > 0 ? { listPeople: byPerson(null) } : { getAccess: { kind: "after", task: "listPeople" } };
  const servers = plan.source !== null && plan.destination !== null;
  return {
    chooseMovingDay: byPerson(null),
    ...first,
    ...(plan.people.length > 0 && !servers ? { getAccess: { kind: "servers" } } : {}),
    freezeAccounts: { kind: "from", day: "2025-06-07" },
    freezePasswords: { kind: "from", day: "2025-06-07" },
    freezeContacts: { kind: "from", day: "2025-06-07" },
    sendFiles: { kind: "after", task: "saveContacts" },
    switchDelivery: { kind: "after", task: "createMailboxes" },
    catchUp: { kind: "after", task: "copyMail" },
    checkArrived: { kind: "after", task: "copyMail" },
    allowAccounts: { kind: "after", task: "switchDelivery" },
    createNewAccounts: { kind: "after", task: "switchDelivery" },
    remindPeople: { kind: "after", task: "switchDelivery" },
    welcomePeople: { kind: "after", task: "switchDelivery" },
    restoreWait: { kind: "after", task: "switchDelivery" },
    finish: { kind: "after", task: "checkArrived" },
  };
}
