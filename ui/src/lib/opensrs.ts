/** What is known of OpenSRS email: its two halves and their mail servers, and the languages that are offered first. */
import type { Endpoint } from "./backend/backend";
import { locale } from "./words";

export const clusters = ["a", "b", "unknown"] as const;
export type Cluster = (typeof clusters)[number];

const servers: Record<Cluster, Endpoint | null> = {
  a: { host: "mail.hostedemail.com", port: 993, security: "tls" },
  b: { host: "mail.b.hostedemail.com", port: 993, security: "tls" },
  unknown: null,
};

export const clusterServer = (cluster: Cluster): Endpoint | null => servers[cluster];

/** Which half a server belongs to. */
export const clusterOf = (endpoint: Endpoint | null): Cluster => clusters.find((cluster) => endpoint !== null && servers[cluster]?.host === endpoint.host) ?? "unknown";

/** Whether a server is one of OpenSRS. */
export const isClusterServer = (endpoint: Endpoint | null): boolean => clusterOf(endpoint) !== "unknown";

const languages = ["en", "fr", "es", "de", "pt", "nl", "it", "da", "sv", "nb", "pl"];

/** The language of this computer, without its region. */
export const ownLanguage = (): string => (typeof navigator === "undefined" ? "en" : (navigator.language.split("-")[0] ?? "en"));

/** Languages to choose from, that of this computer and the one chosen before among them, by name. */
export function languageOptions(chosen: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  const all = [...new Set([...languages, ownLanguage(), chosen])];
  return all.map((value) => ({ value, label: named(names, value) })).sort((one, other) => one.label.localeCompare(other.label, locale));
}

/** A tag that is no language, such as "C", stands for itself. */
function named(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
