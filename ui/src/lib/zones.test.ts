import { expect, test } from "vitest";
import { ownZone, zoneCity, zoneOffset, zoneOptions } from "./zones";

test("the distance is that of the day, not that of today", () => {
  expect(zoneOffset("America/Toronto", "2025-06-14")).toBe("UTC−4");
  expect(zoneOffset("America/Toronto", "2025-12-14")).toBe("UTC−5");
  expect(zoneOffset("Asia/Kolkata", "2025-06-14")).toBe("UTC+5:30");
  expect(zoneOffset("UTC", "2025-06-14")).toBe("UTC");
});

test("a zone has the name of its city", () => {
  expect(zoneCity("America/Argentina/Buenos_Aires")).toBe("Buenos Aires, Argentina");
  expect(zoneCity("America/Toronto")).toBe("Toronto");
  expect(zoneCity("UTC")).toBe("UTC");
});

test("every zone of the system can be chosen, and one that it calls by another name", () => {
  const options = zoneOptions("Europe/Kiev", "2025-06-14");
  const values = options.map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  for (const zone of ["UTC", "Europe/Kiev", "America/Toronto", ownZone()]) expect(values).toContain(zone);
  expect(options.find(({ value }) => value === "America/Toronto")?.label).toBe("Toronto (America, UTC−4)");
  expect(options.map(({ label }) => label)).toEqual(options.map(({ label }) => label).sort(new Intl.Collator("en").compare));
});
