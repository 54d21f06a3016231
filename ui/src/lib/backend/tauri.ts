/** The real backend: commands and events of the desktop shell. The only file that knows Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import type { Backend, Watch } from "./backend";

function channel<Progress>(watch: Watch<Progress>): Channel<Progress> {
  const channel = new Channel<Progress>();
  channel.onmessage = watch;
  return channel;
}

export const tauriBackend: Backend = {
  startState: () => invoke("start_state"),

  planCreate: (domain) => invoke("plan_create", { domain }),
  planOpen: (path) => invoke("plan_open", { path }),
  planChoose: (title, kind) => invoke("plan_choose", { title, kind }),
  planClose: () => invoke("plan_close"),
  planShowFolder: () => invoke("plan_show_folder"),
  planState: () => invoke("plan_state"),

  practiceStart: () => invoke("practice_start"),
  practiceEnd: () => invoke("practice_end"),
  practiceJump: () => invoke("practice_jump"),
  practiceRepair: () => invoke("practice_repair"),

  serversSave: (source, destination) => invoke("servers_save", { source, destination }),

  daySuggest: (zone) => invoke("day_suggest", { zone }),
  dayPreview: (day) => invoke("day_preview", { day }),
  daySave: (day) => invoke("day_save", { day }),
  calendarSave: (title, kind, titles) => invoke("calendar_save", { title, kind, titles }),
  taskMark: (task, said) => invoke("task_mark", { task, said }),
  answerSave: (question, value) => invoke("answer_save", { question, value }),

  linkOpen: (link) => invoke("link_open", { link }),
  letterOpen: (address) => invoke("letter_open", { address }),
  textSave: (title, name, text) => invoke("text_save", { title, name, text }),
  waitBegin: (task, seconds) => invoke("wait_begin", { task, seconds }),

  peopleRead: (text) => invoke("people_read", { text }),
  peopleAdd: (text) => invoke("people_add", { text }),
  personSave: (change) => invoke("person_save", { change }),
  peopleKind: (ids, kind) => invoke("people_kind", { ids, kind }),
  peopleRemove: (ids) => invoke("people_remove", { ids }),
  peopleUndo: () => invoke("people_undo"),
  secretSave: (person, side, secret) => invoke("secret_save", { person, side, secret }),

  checkStart: (people, watch) => invoke("check_start", { people, channel: channel(watch) }),
  checkAttach: (watch) => invoke("check_attach", { channel: channel(watch) }),
  checkStop: () => invoke("check_stop"),
  checkFolders: () => invoke("check_folders"),

  copyStart: (people, options, watch) => invoke("copy_start", { people, options, channel: channel(watch) }),
  copyAttach: (watch) => invoke("copy_attach", { channel: channel(watch) }),
  copyPause: () => invoke("copy_pause"),
  copyResume: () => invoke("copy_resume"),
  copyStop: () => invoke("copy_stop"),
  copyWatch: (person) => invoke("copy_watch", { person }),
  copyProblems: (person) => invoke("copy_problems", { person }),
  copyShowSaved: (path) => invoke("copy_show_saved", { path }),

  verifyStart: (people, deep, watch) => invoke("verify_start", { people, deep, channel: channel(watch) }),
  verifyAttach: (watch) => invoke("verify_attach", { channel: channel(watch) }),
  verifyStop: () => invoke("verify_stop"),
  verifyFindings: (person) => invoke("verify_findings", { person }),

  mailboxSizes: () => invoke("mailbox_sizes"),
  backupPlace: () => invoke("backup_place"),
  backupChoose: (title) => invoke("backup_choose", { title }),
  backupStart: (people, watch) => invoke("backup_start", { people, channel: channel(watch) }),
  backupAttach: (watch) => invoke("backup_attach", { channel: channel(watch) }),
  backupPause: () => invoke("backup_pause"),
  backupResume: () => invoke("backup_resume"),
  backupStop: () => invoke("backup_stop"),
  backupResult: () => invoke("backup_result"),
  backupShow: () => invoke("backup_show"),

  catchUpState: () => invoke("catch_up_state"),

  reportSave: (form, title, name, kind) => invoke("report_save", { form, title, name, kind }),
  reportPrint: (title) => invoke("report_print", { title }),

  vaultRetry: () => invoke("vault_retry"),

  finishRemains: () => invoke("finish_remains"),
  finishDeletePasswords: () => invoke("finish_delete_passwords"),
  finishShow: (path) => invoke("finish_show", { path }),

  supportDetails: () => invoke("support_details"),
  supportSave: (files, title, kind, name) => invoke("support_save", { files, title, kind, name }),

  windowTheme: (theme) => getCurrentWindow().setTheme(theme),
  windowTitle: (title) => getCurrentWindow().setTitle(title),
  appQuit: (after) => invoke("app_quit", { after }),
  appMinimise: () => invoke("app_minimise"),
  onCloseAsked: (asked) => listen("close-asked", asked),
};
