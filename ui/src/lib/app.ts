/** What every screen may use, handed down once by `App.svelte`. */
import { createContext } from "svelte";
import type { Wizard } from "../wizard/wizard.svelte";
import type { Announcer } from "./announcer.svelte";
import type { Backend } from "./backend/backend";
import type { JobStore } from "./jobs.svelte";
import type { PlanStore } from "./plan.svelte";

export interface Moving {
  backend: Backend;
  plans: PlanStore;
  jobs: JobStore;
  wizard: Wizard;
  announcer: Announcer;
}

export const [useMoving, provideMoving] = createContext<Moving>();
