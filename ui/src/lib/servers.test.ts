import { expect, test } from "vitest";
import { type ServerFields, checkServers, endpointOf, fieldsOf, isSaved, secured, tidied } from "./servers";

const fields = (more: Partial<ServerFields> = {}): ServerFields => ({ host: "imap.example.com", port: "993", security: "tls", ...more });
const other = fields({ host: "mail.example.net" });

test.each([
  [" imap.example.com ", "imap.example.com", "993"],
  ["https://imap.example.com/help", "imap.example.com", "993"],
  ["IMAPS://Imap.Example.com:1993", "imap.example.com", "1993"],
  ["imap.example.com:143", "imap.example.com", "143"],
  ["imap.example.com.", "imap.example.com", "993"],
  ["[::1]", "[::1]", "993"],
])("%s becomes %s, port %s", (host, tidy, port) => {
  expect(tidied(fields({ host }))).toEqual(fields({ host: tidy, port }));
});

test("the usual port follows the kind of encryption, a port of one's own stays", () => {
  expect(secured(fields({ security: "startTls" }), "tls").port).toBe("143");
  expect(secured(fields({ port: "10143", security: "plain" }), "tls").port).toBe("10143");
  expect(secured(fields({ port: "143", security: "tls" }), "plain").port).toBe("993");
});

test("every field that cannot be used is named", () => {
  expect(checkServers(fields({ host: "" }), other)).toEqual([{ side: "source", field: "host", kind: "empty" }]);
  expect(checkServers(fields(), fields({ host: "mail_server!" }))).toEqual([{ side: "destination", field: "host", kind: "malformed" }]);
  for (const port of ["", "0", "65536", "99a", "-1"]) {
    expect(checkServers(fields({ port }), other)).toEqual([{ side: "source", field: "port", kind: "port" }]);
  }
  expect(checkServers(fields({ port: "65535" }), other)).toEqual([]);
});

test("moving from a server to itself is caught; two ports of one computer are two servers", () => {
  expect(checkServers(fields(), fields())).toEqual([{ side: "destination", field: "host", kind: "same" }]);
  expect(checkServers(fields({ host: "127.0.0.1", port: "1143" }), fields({ host: "127.0.0.1", port: "1144" }))).toEqual([]);
});

test("fields and endpoints are two sides of the same", () => {
  const endpoint = { host: "imap.example.com", port: 1993, security: "startTls" } as const;
  expect(endpointOf(fieldsOf(endpoint))).toEqual(endpoint);
  expect(isSaved(fieldsOf(endpoint), endpoint)).toBe(true);
  expect(isSaved({ ...fieldsOf(endpoint), port: "993" }, endpoint)).toBe(false);
  expect(isSaved(fieldsOf(null), null)).toBe(true);
  expect(isSaved(fieldsOf(endpoint), null)).toBe(false);
  expect(fieldsOf(null)).toEqual({ host: "", port: "993", security: "tls" });
});
