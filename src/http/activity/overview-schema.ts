import { z } from "zod";
import { pluginIdSchema } from "../admin/schemas/params.ts";

const timestamp = z.number().meta({ description: "Milliseconds since the epoch." });

export const overviewQuerySchema = z.strictObject({
  plugin: pluginIdSchema.optional(),
  hours: z.coerce.number().int().min(1).max(168).default(24).meta({ description: "How many hours back." }),
});

const latencySchema = z.object({ events: z.number().int(), p50Ms: z.number(), p95Ms: z.number() }).nullable().meta({
  description: "From an event's commit to Klaviyo's acceptance, of the last five minutes; null: nothing was delivered.",
});

const endpointSchema = z.object({
  window: z
    .object({ used: z.number().int(), limit: z.number().int(), at: timestamp })
    .nullable()
    .meta({ description: "Requests of the minute against Klaviyo's limit, as of the last request; null: none yet." }),
  state: z.enum(["closed", "open", "recovering"]).meta({ description: "open: Klaviyo does not answer as it should." }),
});

const laneSchema = z.object({ pending: z.number().int(), oldestReceivedAt: timestamp.nullable() });

const alarmSchema = z
  .object({
    code: z.string(),
    level: z.enum(["error", "warning"]),
    pluginId: z.string(),
    message: z.string(),
    whatToDo: z.string(),
    since: timestamp.nullable(),
    mendAt: z.enum(["settings", "centra", "dead", "held", "nowhere"]),
  })
  .meta({ id: "Alarm", description: "Something that wants a person, and how it is mended." });

export const overviewSchema = z
  .object({
    takenAt: timestamp,
    alarms: z.array(alarmSchema).meta({ description: "What hinders most first." }),
    hours: z
      .array(z.object({ hour: timestamp, metric: z.string(), events: z.number().int() }))
      .meta({ description: "Events taken, by the hour's start and metric; hours without any are absent." }),
    plugins: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        status: z.enum(["active", "inactive"]),
        accountId: z.string(),
        isDriven: z.boolean().meta({ description: "A worker holds the account." }),
        lanes: z.object({ live: laneSchema, history: laneSchema }),
        dead: z.number().int(),
        skipped: z.number().int(),
        held: z.number().int().meta({ description: "Counted up to 10,000." }),
      }),
    ),
    accounts: z.array(
      z.object({
        accountId: z.string(),
        takenAt: timestamp,
        isFresh: z
          .boolean()
          .meta({ description: "False: no worker has told of it lately, so that it says nothing of now." }),
        single: endpointSchema,
        bulk: endpointSchema,
        latency: z.object({ live: latencySchema, history: latencySchema }),
      }),
    ),
  })
  .meta({ id: "Overview" });

export type Overview = z.infer<typeof overviewSchema>;
