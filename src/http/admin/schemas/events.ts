import { z } from "zod";
import { METRIC_NAMES } from "../../../metrics/metric-event.ts";
import { EVENT_STATES } from "../../../outbox/outbox.ts";
import { pluginIdSchema, timestamp } from "./params.ts";

const reasonSchema = z.object({ code: z.string(), message: z.string() });

const failureFields = {
  code: z.string(),
  status: z.number().int().nullable(),
  detail: z.string().meta({ description: "Klaviyo's own words." }),
  request: z.string(),
  at: timestamp(""),
};

const eventFields = {
  id: z.number().int(),
  pluginId: z.string(),
  lane: z.enum(["live", "history"]),
  metric: z.string(),
  uniqueId: z.string(),
  state: z.enum(EVENT_STATES),
  attempts: z.number().int(),
  dueAt: timestamp("When it is tried next."),
  occurredAt: timestamp(""),
  receivedAt: timestamp(""),
  settledAt: timestamp("").nullable(),
  email: z.string(),
  name: z.string().nullable().meta({ description: "The customer's, when the event says it." }),
  orderNumber: z.string().nullable(),
  commerceType: z.string(),
  commerceSource: z.string(),
  commerceId: z.string(),
  reason: reasonSchema.nullable().meta({ description: "Why it was skipped." }),
  failure: z.object(failureFields).nullable().meta({ description: "The last attempt that failed." }),
};

export const eventSchema = z.object(eventFields).meta({ id: "Event" });
export const eventListSchema = z.object({
  events: z.array(eventSchema).meta({ description: "Newest first." }),
  next: z.number().int().nullable().meta({ description: "`before` of the next page; null at the end." }),
});

export const eventDetailSchema = z
  .object({
    ...eventFields,
    body: z.unknown(),
    profile: z.unknown(),
    failedAttempts: z
      .array(z.object({ attempt: z.number().int().meta({ description: "1 for the first." }), ...failureFields }))
      .meta({ description: "Oldest first; the first ten since it was taken or replayed." }),
  })
  .meta({ id: "EventDetail", description: "With the payload; credentials are masked." });

const filterFields = {
  plugin: pluginIdSchema.optional(),
  state: z.enum(EVENT_STATES).optional(),
  lane: z.enum(["live", "history"]).optional(),
  metric: z.enum(METRIC_NAMES).optional(),
  email: z.string().min(1).max(254).optional(),
  order: z.string().min(1).max(100).optional().meta({ description: "Order number." }),
};

/** For a list, newest first, a page of which begins after the last id of the page before. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  before: z.coerce.number().int().positive().optional().meta({ description: "Only rows older than this id." }),
};

const timeFields = {
  from: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .meta({ description: "Received at or after; milliseconds since the epoch." }),
  until: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .meta({ description: "Received before; milliseconds since the epoch." }),
};

export const eventQuerySchema = z.strictObject({ ...filterFields, ...timeFields, ...pageFields });

export const replayableQuerySchema = z.strictObject({ ...filterFields, ...timeFields });
export const replayableSchema = z.object({
  replayable: z.number().int(),
  countedUpTo: z
    .number()
    .int()
    .meta({ description: "There may be more when a filter by customer, order or time gives this many." }),
});

/** Without state: who follows an event is to hear what becomes of it. */
const { state: _state, ...streamFields } = filterFields;
export const streamQuerySchema = z.strictObject(streamFields);

export const replaySchema = z
  .strictObject({
    ...filterFields,
    from: z.number().int().nonnegative().optional(),
    until: z.number().int().nonnegative().optional(),
    ids: z.array(z.number().int().positive()).min(1).max(10_000).optional(),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    error: 'Say which events: "ids", or a filter such as "state": "dead".',
  })
  .meta({
    id: "Replay",
    description: "Which events; every field narrows. Only dead and skipped events are sent again.",
  });

export const replayedSchema = z.object({ replayed: z.number().int() });

export const heldQuerySchema = z.strictObject({ plugin: pluginIdSchema.optional(), ...pageFields });

export const releaseHeldSchema = z.strictObject({ plugin: pluginIdSchema }).meta({ id: "ReleaseHeld" });
export const releasedHeldSchema = z.object({ released: z.number().int() });

export const heldListSchema = z.object({
  held: z.array(
    z
      .object({
        id: z.number().int(),
        pluginId: z.string(),
        lane: z.enum(["live", "history"]),
        commerceType: z.string(),
        commerceSource: z.string(),
        commerceId: z.string(),
        occurredAt: timestamp(""),
        receivedAt: timestamp(""),
        email: z.string(),
        orderNumber: z.string().nullable(),
        reason: reasonSchema,
      })
      .meta({ id: "HeldEvent", description: "A commerce event that cannot be mapped yet." }),
  ),
  next: z.number().int().nullable(),
});
