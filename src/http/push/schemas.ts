import { z } from "zod";

const reasonSchema = z.object({
  code: z.string().meta({ description: "Stable.", examples: ["exchange_rate_unknown"] }),
  message: z.string().meta({ description: "What it means and what to do." }),
});

export const pushResultSchema = z
  .object({
    id: z
      .string()
      .nullable()
      .meta({ description: "The event's id; null when it has none.", examples: ["order-10057-placed"] }),
    status: z.enum(["accepted", "duplicate", "held", "skipped", "refused"]).meta({
      description:
        "accepted: committed, will be delivered. duplicate: was taken before. held: committed, goes out when `reason` is gone. " +
        "skipped: committed and listed, but left out by the plugin's settings. refused: not taken, see `faults` or `reason`.",
    }),
    reason: reasonSchema.optional(),
    skipped: z
      .array(z.object({ metric: z.string(), uniqueId: z.string(), reason: reasonSchema }))
      .optional()
      .meta({ description: "Metrics of the event that the plugin's settings leave out." }),
    faults: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: "Why it was refused: JSON pointers into this event, and a sentence for each." }),
  })
  .meta({ id: "PushResult" });

export const pushAnswerSchema = z
  .object({
    results: z.array(pushResultSchema).meta({ description: "One for each event, in the order of the request." }),
    counts: z.object({
      accepted: z.number().int(),
      duplicate: z.number().int(),
      held: z.number().int(),
      skipped: z.number().int(),
      refused: z.number().int(),
    }),
  })
  .meta({ id: "PushAnswer" });

export type PushResult = z.infer<typeof pushResultSchema>;
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

export const pushParamsSchema = z.object({
  plugin: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: "The plugin's id.", examples: ["main-shop"] }),
});

export const pushQuerySchema = z.strictObject({
  lane: z.enum(["live", "history"]).default("live").meta({
    description:
      "history: a backfill, delivered behind all live events; starts no flow and leaves profiles as they are.",
  }),
});
