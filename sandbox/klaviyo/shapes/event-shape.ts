import { freeForm } from "./free-form.ts";
import { bulkEventProfile, eventProfile } from "./profile-shape.ts";
import { boolean, fault, list, literal, nullable, number, object, type Shape, type ShapeOf, text } from "./shape.ts";
import { eventTime } from "./time.ts";

const METRIC_NAME_MAX = 127;
const UNIQUE_ID_MAX = 255;

const currencies = new Set(Intl.supportedValuesOf("currency"));
const currency: Shape<string> = (value, visit): value is string =>
  (typeof value === "string" && currencies.has(value)) ||
  fault(visit, "'value_currency' must be an ISO 4217 currency code.");

const metric = object(
  "event",
  {
    data: object(
      "metric",
      {
        type: literal("metric"),
        attributes: object("metric", { name: text(1, METRIC_NAME_MAX) }, { service: nullable(text()) }),
      },
      {},
    ),
  },
  {},
);

const requiredOfEvent = { properties: freeForm, metric };
const optionalOfEvent = {
  time: nullable(eventTime),
  value: nullable(number),
  value_currency: nullable(currency),
  unique_id: nullable(text(1, UNIQUE_ID_MAX)),
  backfill: nullable(boolean),
};

/** Body of Create Event (OpenAPI: EventCreateQueryV2). */
export const eventCreation = object(
  "request-data",
  {
    data: object(
      "event",
      {
        type: literal("event"),
        attributes: object(
          "event",
          { ...requiredOfEvent, profile: object("event", { data: eventProfile }, {}) },
          optionalOfEvent,
        ),
      },
      {},
    ),
  },
  {},
);

const bulkEvent = object(
  "event",
  { type: literal("event"), attributes: object("event", requiredOfEvent, optionalOfEvent) },
  {},
);

const bulkGroup = object(
  "event-bulk-create",
  {
    type: literal("event-bulk-create"),
    attributes: object(
      "event-bulk-create",
      {
        profile: object("event-bulk-create", { data: bulkEventProfile }, {}),
        events: object("event-bulk-create", { data: list(bulkEvent) }, {}),
      },
      { backfill: nullable(boolean) },
    ),
  },
  {},
);

/** Body of Bulk Create Events (OpenAPI: EventsBulkCreateJob). */
export const eventBulkCreation = object(
  "request-data",
  {
    data: object(
      "event-bulk-create-job",
      {
        type: literal("event-bulk-create-job"),
        attributes: object(
          "event-bulk-create-job",
          { "events-bulk-create": object("event-bulk-create-job", { data: list(bulkGroup) }, {}) },
          {},
        ),
      },
      {},
    ),
  },
  {},
);

export type EventAttributes = ShapeOf<typeof bulkEvent>["attributes"];
