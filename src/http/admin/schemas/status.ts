import { z } from "zod";
import { EVENT_STATES } from "../../../outbox/outbox.ts";
import { pluginIdSchema } from "./params.ts";
import { alarmSchema } from "./plugins.ts";

export const statusQuerySchema = z.strictObject({ plugin: pluginIdSchema.optional() });

export const statusSchema = z
  .object({
    plugins: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        status: z.enum(["active", "inactive"]),
        alarm: alarmSchema.nullable(),
        centra: z.enum(["none", "starting", "reading"]).meta({
          description: "Whether the plugin reads from Centra; `starting`: the past is being marked.",
        }),
        backlog: z
          .object({
            live: z.object({ pending: z.number().int(), oldestReceivedAt: z.number().nullable() }),
            history: z.object({ pending: z.number().int(), oldestReceivedAt: z.number().nullable() }),
          })
          .meta({ description: "Of the plugin's Klaviyo account; exact up to 100,000." }),
        events: z.array(z.object({ metric: z.string(), state: z.enum(EVENT_STATES), events: z.number().int() })),
      }),
    ),
  })
  .meta({ id: "Status" });
