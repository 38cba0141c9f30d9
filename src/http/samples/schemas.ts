import { z } from "zod";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";

const name = z.string().trim().min(1).max(200);

export const samplesSchema = z
  .strictObject({
    email: z.email("is not an e-mail address").max(254).optional().meta({
      description: "Whom the samples are about. Absent: someone new at the domain of the plugin's cart link.",
    }),
    firstName: name
      .optional()
      .meta({ description: "Klaviyo takes it over for the profile; absent, it keeps what it has." }),
    lastName: name.optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "is not a language of two letters, such as sv")
      .optional()
      .meta({ description: "Of the customer. Absent: the first of the plugin's." }),
    metrics: z.array(z.enum(METRIC_NAMES)).min(1).optional().meta({ description: "Absent: one of every metric." }),
  })
  .meta({ id: "Samples" });

const email = z.string();

const queuedSchema = z
  .object({
    way: z.literal("queued"),
    email,
    source: z.string().meta({ description: "`commerceSource` of every sample." }),
    since: z.number().meta({ description: "None was received before; milliseconds since the epoch." }),
    samples: z.array(
      z.object({
        commerceId: z.string(),
        commerceType: z.string(),
        status: z.enum(["accepted", "duplicate", "held", "skipped"]),
        reason: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .meta({
    id: "QueuedSamples",
    description:
      "Of an active plugin: taken as a customer's events are. What becomes of each is found by `email`, `since` and `source`.",
  });

const straightSchema = z
  .object({
    way: z.literal("straight"),
    email,
    samples: z.array(
      z.object({
        metric: z.string(),
        outcome: z.enum(["taken", "refused", "left_out"]),
        detail: z.string().meta({ description: "Klaviyo's words, or why it was left out; empty when it was taken." }),
      }),
    ),
  })
  .meta({
    id: "StraightSamples",
    description:
      "Of an inactive plugin, which delivers nothing: one of each metric, straight to Klaviyo, with its answers. The activity does not have them.",
  });

export const sentSamplesSchema = z
  .discriminatedUnion("way", [queuedSchema, straightSchema])
  .meta({ id: "SentSamples" });

export type SamplesInput = z.infer<typeof samplesSchema>;
export type QueuedSamples = z.infer<typeof queuedSchema>;
export type StraightSamples = z.infer<typeof straightSchema>;
