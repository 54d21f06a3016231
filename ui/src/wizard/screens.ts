/** Which screen serves which place. A task without a screen does not compile. */
import type { Component } from "svelte";
import type { Task } from "../lib/backend/backend";
import Elsewhere from "../screens/elsewhere/Elsewhere.svelte";
import Backup from "../screens/backup/Backup.svelte";
import ConnectionTest from "../screens/getready/ConnectionTest.svelte";
import People from "../screens/getready/People.svelte";
import Home from "../screens/home/Home.svelte";
import CatchUp from "../screens/move/CatchUp.svelte";
import CheckArrived from "../screens/move/CheckArrived.svelte";
import Copy from "../screens/move/Copy.svelte";
import Destination from "../screens/prepare/Destination.svelte";
import MovingDay from "../screens/prepare/MovingDay.svelte";
import Servers from "../screens/prepare/Servers.svelte";
import Source from "../screens/prepare/Source.svelte";
import Begin from "../screens/start/Begin.svelte";
import Ready from "../screens/ready/Ready.svelte";
import Sheet from "../screens/ready/Sheet.svelte";
import Finish from "../screens/settle/Finish.svelte";
import NewPlan from "../screens/start/NewPlan.svelte";
import Start from "../screens/start/Start.svelte";
import TryOnePerson from "../screens/trial/TryOnePerson.svelte";
import type { Place } from "./wizard.svelte";

const tasks = {
  chooseMovingDay: MovingDay,
  shortenWait: Elsewhere,
  setUpBrand: Elsewhere,
  setDefaults: Elsewhere,
  tellPeople: Elsewhere,
  showWebmail: Elsewhere,
  listPeople: People,
  getAccess: ConnectionTest,
  createMailboxes: Elsewhere,
  freezeAccounts: Elsewhere,
  freezePasswords: Elsewhere,
  freezeContacts: Elsewhere,
  saveContacts: Elsewhere,
  sendFiles: Elsewhere,
  keepBackup: Backup,
  tryOnePerson: TryOnePerson,
  copyMail: Copy,
  switchDelivery: Elsewhere,
  catchUp: CatchUp,
  checkArrived: CheckArrived,
  allowAccounts: Elsewhere,
  createNewAccounts: Elsewhere,
  remindPeople: Elsewhere,
  welcomePeople: Elsewhere,
  restoreWait: Elsewhere,
  finish: Finish,
} satisfies Record<Task, Component>;

export const screens: Record<Place, Component> = {
  start: Start,
  begin: Begin,
  newPlan: NewPlan,
  source: Source,
  destination: Destination,
  home: Home,
  servers: Servers,
  ready: Ready,
  sheet: Sheet,
  ...tasks,
};
