/** Which screen serves which place. A task without a screen does not compile. */
import type { Component } from "svelte";
import ConnectionTest from "../screens/getready/ConnectionTest.svelte";
import People from "../screens/getready/People.svelte";
import CheckArrived from "../screens/move/CheckArrived.svelte";
import Copy from "../screens/move/Copy.svelte";
import Servers from "../screens/prepare/Servers.svelte";
import NewPlan from "../screens/start/NewPlan.svelte";
import Start from "../screens/start/Start.svelte";
import type { Task } from "./tasks";
import type { Place } from "./wizard.svelte";

const tasks = {
  enterServers: Servers,
  listPeople: People,
  testConnections: ConnectionTest,
  copyMail: Copy,
  checkArrived: CheckArrived,
} satisfies Record<Task, Component>;

export const screens: Record<Place, Component> = { start: Start, newPlan: NewPlan, ...tasks };
