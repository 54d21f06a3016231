/** What a person may type as their domain: the domain itself, an address at it, or something copied with it. */

/** Domains that belong to a provider, where nobody can move anything. */
const free: Record<string, string> = {
  "gmail.com": "Google",
  "googlemail.com": "Google",
  "outlook.com": "Microsoft",
  "hotmail.com": "Microsoft",
  "live.com": "Microsoft",
  "yahoo.com": "Yahoo",
  "icloud.com": "Apple",
  "me.com": "Apple",
  "aol.com": "AOL",
  "gmx.net": "GMX",
  "web.de": "WEB.DE",
  "proton.me": "Proton",
};

export type DomainCheck = { kind: "fine"; domain: string } | { kind: "empty" } | { kind: "malformed" } | { kind: "free"; domain: string; owner: string };

export function checkDomain(typed: string): DomainCheck {
  const domain = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/^.*@/, "")
    .replace(/[/:].*$/, "")
    .replace(/^www\./, "")
    .replace(/\.$/, "");
  if (domain === "") return { kind: "empty" };
  const owner = free[domain];
  if (owner) return { kind: "free", domain, owner };
  // Letters of every script: names such as müller.example exist.
  const fine = /^[\p{L}\p{N}\p{M}-]+(\.[\p{L}\p{N}\p{M}-]+)+$/u.test(domain);
  return fine ? { kind: "fine", domain } : { kind: "malformed" };
}
