/** The clock of the plan, which may be ahead in the practice run, and the moments at which the plan is read anew. */
import type { Course } from "../lib/backend/backend";
import type { PlanStore } from "../lib/plan.svelte";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The time of the plan in milliseconds; it moves once a minute, and only while somebody looks at it. */
export function planClock(course: () => Course, watched: () => boolean): { readonly now: number } {
  // The difference between the two clocks is that of the moment at which the plan was read.
  const ahead = $derived(Date.parse(course().now) - Date.now());
  let here = $state(Date.now());
  $effect(() => {
    if (!watched()) return;
    here = Date.now();
    const timer = setInterval(() => (here = Date.now()), MINUTE);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return here + ahead;
    },
  };
}

/** Milliseconds from a moment to the end of the day in that zone, as long as no clock is changed before. */
export function untilMidnight(now: string, zone: string): number {
  const at = new Date(now);
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(at);
  const part = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return DAY - ((part("hour") * 60 + part("minute")) * 60 + part("second")) * 1000;
}

/** How long the plan stays as it is, if nobody does anything: until a wait ends, a task opens or a day begins. */
export function unchangedFor({ now, day, nextEvent }: Course): number {
  const midnight = untilMidnight(now, day?.zone ?? "UTC");
  return nextEvent === null ? midnight : Math.min(midnight, Math.max(0, Date.parse(nextEvent) - Date.parse(now)));
}

/** Reads the plan anew when its next moment has come: by a timer, and after a sleep as soon as somebody looks. */
export function followTime(plans: PlanStore): void {
  $effect(() => {
    const course = plans.plan?.course;
    if (!course) return;
    // A second more, so that the moment is over on both clocks.
    const due = Date.now() + unchangedFor(course) + 1000;
    const read = () => void plans.refresh();
    const timer = setTimeout(read, due - Date.now());
    const looked = () => {
      if (Date.now() >= due) read();
    };
    window.addEventListener("focus", looked);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", looked);
    };
  });
}
