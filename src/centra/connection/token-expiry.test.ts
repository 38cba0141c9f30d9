import { expect, test } from "vitest";
import { expiryWarning, tokenExpiry } from "./token-expiry.ts";

const NOW = Date.parse("2026-03-14T12:00:00Z");
const DAY_MS = 86_400_000;
const webToken = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;

test.each<[string, string, string | null, number | null]>([
  ["a token that says it", webToken({ exp: 1_800_000_000 }), "2026-01-01", 1_800_000_000_000],
  ["one that does not, with a date", "opaque", "2026-04-01", Date.parse("2026-04-01T00:00:00Z")],
  ["neither", "opaque", null, null],
  ["something else in the token", webToken({ exp: "soon" }), null, null],
  ["what is no JSON", "a.b.c", null, null],
])("%s", (_name, token, tokenExpiresOn, expected) => expect(tokenExpiry(token, { tokenExpiresOn })).toBe(expected));

test.each([
  [null, undefined],
  [NOW + 15 * DAY_MS, undefined],
  [NOW + 13 * DAY_MS, "token_expires"],
  [NOW, "token_expired"],
  [NOW - DAY_MS, "token_expired"],
])("%j is warned of as %s", (expiresAt, code) => expect(expiryWarning(expiresAt, NOW)?.code).toBe(code));
