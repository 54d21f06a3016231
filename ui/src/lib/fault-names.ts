/**
 * # Faults in two words
 *
 * The short name of each code, for a cell of a table. The whole story is told by `faults.ts`.
 */
import type { Code } from "./backend/backend";
import { type PlainKey, say } from "./words";

const names = {
  SourceNotFound: "short-not-found",
  DestinationNotFound: "short-not-found",
  SourceUnreachable: "short-unreachable",
  DestinationUnreachable: "short-unreachable",
  SourceTimedOut: "short-timed-out",
  DestinationTimedOut: "short-timed-out",
  SourceNotImap: "short-not-imap",
  DestinationNotImap: "short-not-imap",
  SourceNoTls: "short-encryption",
  DestinationNoTls: "short-encryption",
  SourceNoStartTls: "short-encryption",
  DestinationNoStartTls: "short-encryption",
  SourceCertificateExpired: "short-certificate",
  DestinationCertificateExpired: "short-certificate",
  SourceCertificateWrongName: "short-certificate",
  DestinationCertificateWrongName: "short-certificate",
  SourceCertificateUntrusted: "short-certificate",
  DestinationCertificateUntrusted: "short-certificate",
  SourceSignInDisabled: "short-no-passwords",
  DestinationSignInDisabled: "short-no-passwords",
  SourceSignInRefused: "short-sign-in",
  DestinationSignInRefused: "short-sign-in",
  SourceUserUnknown: "short-user",
  DestinationUserUnknown: "short-user",
  SourceBusy: "short-busy",
  DestinationBusy: "short-busy",
  SourceLost: "short-lost",
  DestinationLost: "short-lost",
  SourceGarbled: "short-garbled",
  DestinationGarbled: "short-garbled",
  SourceFolderUnreadable: "short-folder",
  SourceFolderRenumbered: "short-folder",
  SourceMessageUnreadable: "short-message-damaged",
  DestinationFolderRefused: "short-folder",
  DestinationFolderRenumbered: "short-folder",
  DestinationFull: "short-full",
  DestinationMessageTooLarge: "short-message-large",
  DestinationRefusedMessage: "short-message-refused",
  SameMailbox: "short-same",
  PlanNotFound: "short-plan",
  PlanForeign: "short-plan",
  PlanDamaged: "short-plan",
  PlanNewer: "short-plan",
  PlanInUse: "short-plan",
  PlanExists: "short-plan",
  LocalDiskFull: "short-local",
  LocalFileUnreadable: "short-local",
  LocalFileUnwritable: "short-local",
  BackupNoRoom: "short-local",
  BackupDamaged: "short-local",
  RootUnreadable: "short-local",
  RootsMissing: "short-local",
  KeyringMissing: "short-local",
  KeyringRefused: "short-local",
  PeopleEmpty: "short-list",
  PeopleListUnreadable: "short-list",
  AddressMalformed: "short-list",
  AddressTwice: "short-list",
  SecretMissing: "short-secret",
  SecretUnsendable: "short-secret-form",
  EndpointMalformed: "short-server",
  EndpointMissing: "short-server",
  JobRunning: "short-running",
  Unexpected: "short-unexpected",
} satisfies Record<Code, PlainKey>;

/** The code in two or three words, such as "Password refused". */
export function faultName(code: Code): string {
  return say(names[code]);
}
