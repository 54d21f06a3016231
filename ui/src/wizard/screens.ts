/** Which screen serves which place. A task without a screen does not compile. */
import type { Component } from "svelte";
import type { Task } from "../lib/backend/backend";
import AllowAccounts from "../screens/elsewhere/AllowAccounts.svelte";
import CreateMailboxes from "../screens/elsewhere/CreateMailboxes.svelte";
import Backup from "../screens/backup/Backup.svelte";
import Freeze from "../screens/elsewhere/Freeze.svelte";
import Letter from "../screens/elsewhere/Letter.svelte";
import NewService from "../screens/elsewhere/NewService.svelte";
import RestoreWait from "../screens/elsewhere/RestoreWait.svelte";
import SaveContacts from "../screens/elsewhere/SaveContacts.svelte";
import SettleIn from "../screens/elsewhere/SettleIn.svelte";
import ShortenWait from "../screens/elsewhere/ShortenWait.svelte";
import SwitchDelivery from "../screens/elsewhere/SwitchDelivery.svelte";
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
  shortenWait: ShortenWait,
  setUpBrand: NewService,
  setDefaults: NewService,
  tellPeople: Letter,
  showWebmail: Letter,
  listPeople: People,
  getAccess: ConnectionTest,
  createMailboxes: CreateMailboxes,
  freezeAccounts: Freeze,
  freezePasswords: Freeze,
  freezeContacts: Freeze,
  saveContacts: SaveContacts,
  sendFiles: Letter,
  keepBackup: Backup,
  tryOnePerson: TryOnePerson,
  copyMail: Copy,
  switchDelivery: SwitchDelivery,
  catchUp: CatchUp,
  checkArrived: CheckArrived,
  allowAccounts: AllowAccounts,
  createNewAccounts: SettleIn,
  remindPeople: SettleIn,
  welcomePeople: SettleIn,
  restoreWait: RestoreWait,
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
