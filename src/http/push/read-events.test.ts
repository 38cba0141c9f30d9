import fc from "fast-check";
import { expect, test } from "vitest";
import { PUSH_MEDIA_TYPES, readPushBody } from "./read-events.ts";

const { json, event, batch, lines } = PUSH_MEDIA_TYPES;

test.each([
  ["one event", json, '{"id":"1"}', { isSingle: true, items: [{ value: { id: "1" } }] }],
  ["an array", json, '[{"id":"1"},2]', { isSingle: false, items: [{ value: { id: "1" } }, { value: 2 }] }],
  ["an empty array", batch, "[]", { isSingle: false, items: [] }],
  ["one CloudEvent", event, '{"id":"1"}', { isSingle: true, items: [{ value: { id: "1" } }] }],
  [
    "lines with blank ones between",
    lines,
    '{"id":"1"}\r\n\n  \n{"id":"2"}',
    { isSingle: false, items: [{ value: { id: "1" } }, { value: { id: "2" } }] },
  ],
])("reads %s", (_what, mediaType, text, expected) => {
  expect(readPushBody(mediaType, text)).toEqual(expected);
});

test.each([
  ["half JSON", json, '{"id":', "malformed_json"],
  ["nothing", json, "", "malformed_json"],
  ["an object as a batch", batch, "{}", "events_invalid"],
  ["an array as one event", event, "[]", "events_invalid"],
  ["1,001 events", batch, JSON.stringify(Array(1_001).fill({})), "too_many_events"],
  ["1,001 lines", lines, "{}\n".repeat(1_001), "too_many_events"],
])("refuses %s", (_what, mediaType, text, code) => {
  expect(() => readPushBody(mediaType, text)).toThrow(expect.objectContaining({ code }));
});

test("a bad line is a fault of its own and leaves the others alone", () => {
  const body = readPushBody(lines, '{"id":"1"}\nnot json\n{"id":"3"}');
  expect(body.items).toEqual([
    { value: { id: "1" } },
    { fault: { pointer: "", detail: "The line is not one JSON object." } },
    { value: { id: "3" } },
  ]);
});

test("what malformed JSON says never quotes the body", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      expect(() => readPushBody(json, `{"email": ${email}}`)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(email) }),
      );
    }),
  );
});

test("an array and its lines are read alike", () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 20 }), (values) => {
      const asLines = values.map((value) => JSON.stringify(value)).join("\n");
      expect(readPushBody(lines, asLines)).toEqual(readPushBody(batch, JSON.stringify(values)));
    }),
  );
});
