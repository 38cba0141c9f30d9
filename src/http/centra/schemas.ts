import { z } from "zod";

const timestamp = z.number().meta({ description: "Milliseconds since the epoch." });

const settingsFields = {
  storeId: z.number().nullable().meta({ description: "Only this store of the instance; null: all of them." }),
  pollIntervalSeconds: z.number().meta({ description: "Between two questions to Centra while nothing happens." }),
  tokenExpiresOn: z
    .string()
    .nullable()
    .meta({ description: "`YYYY-MM-DD`: when the token ends, as Centra shows it; null: unknown." }),
  productPageUrl: z.string().meta({ description: "With `{display_uri}`; empty: none." }),
  trackingUrls: z
    .record(z.string(), z.string())
    .meta({ description: "Part of a carrier's name → address with `{number}`, beside the common carriers." }),
};

/** The room checks every field and names each fault; here only the outer form is known. */
export const connectionInputSchema = z.record(z.string(), z.unknown()).meta({
  id: "CentraConnectionInput",
  description:
    "`apiUrl` and `token`, at first; `webhookSecret`, `storeId`, `pollIntervalSeconds`, `tokenExpiresOn`, `productPageUrl`, `trackingUrls`. What is absent keeps its value.",
});

export const connectionSchema = z
  .object({
    pluginId: z.string(),
    apiUrl: z.string(),
    hasWebhookSecret: z.boolean(),
    isReading: z.boolean().meta({
      description: "The past is marked, and what happens from now on is told; takes moments after connecting.",
    }),
    settings: z.object(settingsFields),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: "CentraConnection", description: "How a plugin reads from Centra. Token and secret are never in it." });

export const examinationSchema = z
  .object({
    ok: z.boolean().meta({ description: "Nothing stands in the way; there may be warnings." }),
    findings: z.array(
      z.object({
        code: z.string(),
        level: z.enum(["error", "warning", "ok"]),
        message: z.string(),
        whatToDo: z.string(),
      }),
    ),
    limits: z
      .array(z.object({ kind: z.string(), intervalMs: z.number(), quota: z.number(), remaining: z.number() }))
      .meta({ description: "What is left of Centra's limits." }),
    tokenExpiresAt: timestamp.nullable(),
    queue: z.object({ waiting: z.number().int(), oldestSeenAt: timestamp.nullable() }),
  })
  .meta({ id: "CentraExamination" });

const options = z.array(z.object({ value: z.string(), name: z.string() }));
export const optionsSchema = z
  .object({
    stores: options,
    markets: options,
    pricelists: options,
    countries: options,
    languages: options,
    currencies: options,
    imageSizes: options,
  })
  .meta({ id: "CentraOptions", description: "What the settings offer, in the shop's own names." });

export const problemListSchema = z.object({
  problems: z.array(
    z
      .object({
        id: z.number().int(),
        code: z.string(),
        reference: z.string().meta({ description: "`order 102`; empty for the connection." }),
        message: z.string(),
        times: z.number().int(),
        firstSeenAt: timestamp,
        lastSeenAt: timestamp,
      })
      .meta({ id: "CentraProblem" }),
  ),
});
