import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeProfiles } from "./merge-profiles.ts";

const profile = fc.record(
  {
    email: fc.constant("anna@shop.se"),
    first_name: fc.constantFrom("Anna", "Anne"),
    phone_number: fc.constantFrom("+46701234567", "+46707654321"),
    location: fc.record(
      { city: fc.constantFrom("Lund", "Ystad"), zip: fc.constantFrom("1", "2") },
      { requiredKeys: [] },
    ),
    properties: fc.record(
      { Language: fc.constantFrom("sv", "en"), Market: fc.constantFrom("se", "dk") },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["email"] },
);

test("is what sending the profiles one after the other leaves", () => {
  fc.assert(
    fc.property(fc.array(profile, { minLength: 1, maxLength: 6 }), (profiles) => {
      const expected: Record<string, unknown> = {};
      const location: Record<string, unknown> = {};
      const properties: Record<string, unknown> = {};
      for (const each of profiles) {
        Object.assign(expected, each);
        if (each.location) expected.location = Object.assign(location, each.location);
        if (each.properties) expected.properties = Object.assign(properties, each.properties);
      }
      expect(JSON.parse(mergeProfiles(profiles.map((each) => JSON.stringify(each))))).toEqual(expected);
    }),
  );
});

test("equal texts stay as they are", () => {
  const text = '{"email":"a@shop.se", "first_name":"A"}';
  expect(mergeProfiles([text, text])).toBe(text);
});
