/** Time zones as a person knows them: a city, and how far its clocks are from universal time on a certain day. */
import { locale } from "./words";

/** The zone of this computer. */
export function ownZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A computer without a zone gives none, or only a distance such as "+02:00".
  return zone && /^[A-Z]/i.test(zone) ? zone : "UTC";
}

/** `UTC−4`: what clocks there show at noon of a day, written `2025-06-14`. */
export function zoneOffset(zone: string, day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(noon);
  const shown = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return shown.replace("GMT", "UTC").replace(/[+-]0$/, "").replace("-", "−");
}

/** `Toronto` of `America/Toronto`, `Knox, Indiana` of `America/Indiana/Knox`. */
export function zoneCity(zone: string): string {
  const [, ...places] = zone.split("/");
  return (places.length > 0 ? places.reverse() : [zone]).join(", ").replaceAll("_", " ");
}

/** Every zone of this system and the one chosen before, by city: `Toronto (America, UTC−4)`. */
export function zoneOptions(chosen: string, day: string): { value: string; label: string }[] {
  const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", chosen])];
  const collator = new Intl.Collator(locale);
  return zones.map((value) => ({ value, label: labelled(value, day) })).sort((one, other) => collator.compare(one.label, other.label));
}

function labelled(zone: string, day: string): string {
  const region = zone.includes("/") ? `${zone.split("/")[0]}, ` : "";
  return zone === "UTC" ? zone : `${zoneCity(zone)} (${region}${zoneOffset(zone, day)})`;
}
