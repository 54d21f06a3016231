/** What a person may type as their work address, or something copied with it, and the domain in it. Pure. */
import { punycodeDecoded } from "./punycode";

/** Domains that belong to a provider, where nobody can move anything. */
const free: Record<string, string> = {
  "gmail.com": "Google",
  "googlemail.com": "Google",
  "outlook.com": "Microsoft",
  "hotmail.com": "Microsoft",
  "live.com": "Microsoft",
  "msn.com": "Microsoft",
  "yahoo.com": "Yahoo",
  "icloud.com": "Apple",
  "me.com": "Apple",
  "mac.com": "Apple",
  "aol.com": "AOL",
  "gmx.net": "GMX",
  "gmx.de": "GMX",
  "web.de": "WEB.DE",
  "proton.me": "Proton",
  "protonmail.com": "Proton",
};

export type AddressCheck =
  | { kind: "fine"; address: string; domain: string }
  | { kind: "empty" }
  | { kind: "noAt" }
  | { kind: "malformed" }
  | { kind: "free"; domain: string; owner: string };

export function checkAddress(typed: string): AddressCheck {
  const bare = typed
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^.*<|>.*$/g, "")
    .replace(/\.$/, "");
  if (bare === "") return { kind: "empty" };
  const at = bare.lastIndexOf("@");
  if (at < 0) return { kind: "noAt" };
  const domain = bare.slice(at + 1).toLowerCase();
  const owner = free[domain];
  if (owner) return { kind: "free", domain, owner };
  const fine = at > 0 && !/\s/.test(bare) && isDomain(domain);
  return fine ? { kind: "fine", address: `${bare.slice(0, at)}@${domain}`, domain } : { kind: "malformed" };
}

/** Letters of every script: names such as müller.example exist. */
function isDomain(domain: string): boolean {
  const label = "[\\p{L}\\p{N}\\p{M}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?";
  return new RegExp(`^${label}(\\.${label})+$`, "u").test(domain);
}

/** The other form of a domain with letters beyond a to z, as other systems may show it; null when there is only one. */
export function otherForm(domain: string): string | null {
  const read = domain
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (punycodeDecoded(label.slice(4)) ?? label) : label))
    .join(".");
  if (read !== domain) return read;
  const url = URL.parse(`http://${domain}`);
  return url && url.hostname !== domain ? url.hostname : null;
}
