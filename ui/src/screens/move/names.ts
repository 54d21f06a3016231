/** Names of folders as a person knows them. */
import { say } from "../../lib/words";

/** `Old / 2017`; the inbox has one spelling in the protocol and another one in every mail program. */
export function folderName(parts: readonly string[]): string {
  const [first, ...rest] = parts;
  return [first === "INBOX" ? say("folder-inbox") : first, ...rest].join(" / ");
}

/** `Sent Items → Sent` where the name changes, else the name. */
export function folderRoute(source: readonly string[], destination: readonly string[]): string {
  const [from, to] = [folderName(source), folderName(destination)];
  return from === to ? from : say("person-folder-renamed", { source: from, destination: to });
}
