import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BULK_EVENT_OVERHEAD_BYTES,
  BULK_GROUP_OVERHEAD_BYTES,
  BULK_REQUEST_OVERHEAD_BYTES,
  bulkCreateEventsBody,
} from "./bulk-create-events.ts";
import { createEventBody } from "./create-event.ts";

const attributes = fc
  .dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 })
  .map((value) => JSON.stringify({ properties: value }));
const group = fc.record({
  profile: fc.dictionary(fc.string(), fc.string()).map((value) => JSON.stringify(value)),
  events: fc.array(attributes, { minLength: 1, maxLength: 4 }),
});

test("a single body holds the stored texts unchanged, whatever is in them", () => {
  fc.assert(
    fc.property(attributes, group, (body, { profile }) => {
      expect(JSON.parse(createEventBody({ body, profile }))).toEqual({
        data: {
          type: "event",
          attributes: { ...JSON.parse(body), profile: { data: { type: "profile", attributes: JSON.parse(profile) } } },
        },
      });
    }),
  );
});

test("a bulk body holds the stored texts unchanged, flags history on both levels, and is no longer than reckoned", () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), fc.boolean(), (groups, backfill) => {
      const text = bulkCreateEventsBody(groups, backfill);
      const flag = backfill ? { backfill: true } : {};
      expect(JSON.parse(text)).toEqual({
        data: {
          type: "event-bulk-create-job",
          attributes: {
            "events-bulk-create": {
              data: groups.map(({ profile, events }) => ({
                type: "event-bulk-create",
                attributes: {
                  ...flag,
                  profile: { data: { type: "profile", attributes: JSON.parse(profile) } },
                  events: {
                    data: events.map((event) => ({ type: "event", attributes: { ...flag, ...JSON.parse(event) } })),
                  },
                },
              })),
            },
          },
        },
      });
      const reckoned = groups.reduce(
        (sum, { profile, events }) =>
          sum +
          BULK_GROUP_OVERHEAD_BYTES +
          Buffer.byteLength(profile) +
          events.reduce((bytes, event) => bytes + BULK_EVENT_OVERHEAD_BYTES + Buffer.byteLength(event), 0),
        BULK_REQUEST_OVERHEAD_BYTES,
      );
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(reckoned);
    }),
  );
});
