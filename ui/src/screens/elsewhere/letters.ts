/** What a message to everybody should say, point by point. The letters themselves are written elsewhere. Pure. */
import type { Plan, Task } from "../../lib/backend/backend";
import { longDay } from "../../lib/format";
import { say } from "../../lib/words";
import type { Page } from "./ReadMore.svelte";

export type Letter = Extract<Task, "tellPeople" | "showWebmail" | "freezeContacts" | "sendFiles" | "remindPeople" | "welcomePeople">;

const about: Page[] = [{ words: "guide-webmail-features" }, { words: "guide-webmail-video" }, { words: "guide-webmail-how" }];

const pages: Record<Letter, Page[]> = {
  tellPeople: [{ words: "guide-templates", link: "opensrsMove" }],
  showWebmail: about,
  freezeContacts: [{ words: "guide-templates", link: "opensrsMove" }],
  sendFiles: [{ words: "guide-format" }],
  remindPeople: [{ words: "guide-format" }],
  welcomePeople: about,
};

/** The steps, the first of which is to write, and pages to read. */
export function points(letter: Letter, plan: Plan | null): { steps: string[]; pages: Page[] } {
  const day = plan?.course.day ? longDay(plan.course.day.day) : say("letter-some-day");
  const address = plan?.course.answers.webmail;
  const webmail = address ? say("letter-webmail-address", { address }) : say("letter-webmail-where");
  const said: Record<Letter, string[]> = {
    tellPeople: [say("letter-tell-day", { day }), say("letter-tell-backup"), say("letter-tell-again"), say("letter-tell-contact")],
    showWebmail: [webmail, say("letter-webmail-try"), say("letter-webmail-password")],
    freezeContacts: [say("letter-freeze-from"), say("letter-freeze-until", { day }), say("letter-freeze-mail")],
    sendFiles: [say("letter-files-own"), say("letter-files-keep"), say("letter-files-import", { day })],
    remindPeople: [say("letter-remind-import"), say("letter-remind-how"), say("letter-remind-ask")],
    welcomePeople: [webmail, say("letter-welcome-set"), say("letter-welcome-ask")],
  };
  return { steps: [say("letter-write"), ...said[letter]], pages: pages[letter] };
}
