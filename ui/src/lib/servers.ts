/** What a person types as a mail server, and what of it can be used. Pure. */
import type { Endpoint, Security, Side } from "./backend/backend";

/** The fields of one server, as they stand on the screen. */
export interface ServerFields {
  host: string;
  port: string;
  security: Security;
}

export type ServerProblem = { side: Side; field: "host" | "port"; kind: "empty" | "malformed" | "port" | "same" };

const ports: Record<Security, string> = { tls: "993", startTls: "143", plain: "143" };

export function fieldsOf(endpoint: Endpoint | null): ServerFields {
  return endpoint ? { ...endpoint, port: String(endpoint.port) } : { host: "", port: ports.tls, security: "tls" };
}

/** What was typed or pasted, without what cannot belong to a name; a port in it moves to its own field. */
export function tidied(fields: ServerFields): ServerFields {
  const bare = fields.host
    .replace(/\s+/g, "")
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .toLowerCase();
  const [, host = bare, port = fields.port] = /^([^:[\]]+):(\d+)$/.exec(bare) ?? [];
  return { ...fields, host: host.replace(/\.$/, ""), port: port.trim() };
}

/** With another kind of encryption, the usual port of the kind before becomes the usual port of the new one. */
export function secured(fields: ServerFields, before: Security): ServerFields {
  return fields.port.trim() === "" || fields.port === ports[before] ? { ...fields, port: ports[fields.security] } : fields;
}

export function checkServers(source: ServerFields, destination: ServerFields): ServerProblem[] {
  const problems = [...checkServer("source", source), ...checkServer("destination", destination)];
  const same = source.host === destination.host && source.port === destination.port;
  return problems.length === 0 && same ? [{ side: "destination", field: "host", kind: "same" }] : problems;
}

export function checkServer(side: Side, { host, port }: ServerFields): ServerProblem[] {
  const problems: ServerProblem[] = [];
  if (host === "") problems.push({ side, field: "host", kind: "empty" });
  else if (!isHost(host)) problems.push({ side, field: "host", kind: "malformed" });
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) problems.push({ side, field: "port", kind: "port" });
  return problems;
}

function isHost(host: string): boolean {
  const label = "[\\p{L}\\p{N}\\p{M}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?";
  const address6 = /^\[?[0-9a-f:]+\]?$/i.test(host) && host.split(":").length > 2;
  return address6 || new RegExp(`^${label}(\\.${label})*$`, "u").test(host);
}

/** Whether the fields say what is saved already; with nothing saved that is an empty name. */
export function isSaved(fields: ServerFields, endpoint: Endpoint | null): boolean {
  if (!endpoint) return fields.host === "";
  return fields.host === endpoint.host && fields.port === String(endpoint.port) && fields.security === endpoint.security;
}

export function endpointOf({ host, port, security }: ServerFields): Endpoint {
  return { host, port: Number(port), security };
}
