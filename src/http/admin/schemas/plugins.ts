import { z } from "zod";
import { pluginIdSchema, timestamp } from "./params.ts";

const settingsInput = z.record(z.string(), z.unknown()).meta({
  description:
    "Fields of the settings form; absent ones keep their value, also within `branding`, the look of the mails. Every fault is named in the answer.",
});

const pluginFields = {
  name: z.string().optional(),
  status: z.enum(["active", "inactive"]).optional(),
  apiKey: z.string().optional().meta({ description: "Klaviyo's public API key, six characters." }),
  privateKey: z
    .string()
    .optional()
    .meta({ description: "Klaviyo's private API key. Stored encrypted, never sent back." }),
  settings: settingsInput.optional(),
};

export const newPluginSchema = z
  .strictObject({
    id: z.string().optional().meta({ description: "Made from the name when absent." }),
    copyKeyOf: z.string().min(1).max(100).optional().meta({
      description: "A plugin whose private key is taken when none is given, since no answer ever shows it.",
    }),
    ...pluginFields,
  })
  .meta({ id: "NewPlugin" });

export const pluginChangeSchema = z
  .strictObject({
    version: z
      .number()
      .int()
      .meta({ description: "The version that was read; another one is answered with `plugin_changed`." }),
    ...pluginFields,
  })
  .meta({ id: "PluginChange" });

export const alarmSchema = z.object({ code: z.string(), message: z.string(), since: timestamp("") });

export const pluginSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(["active", "inactive"]),
    apiKey: z.string(),
    hasPrivateKey: z.boolean(),
    settings: z.record(z.string(), z.unknown()),
    version: z.number().int(),
    alarm: alarmSchema.nullable().meta({ description: "Why nothing is delivered at the moment." }),
    createdAt: timestamp(""),
    updatedAt: timestamp(""),
  })
  .meta({ id: "Plugin", description: "A store plugin. The private key is never in it." });

export const pluginListSchema = z.object({ plugins: z.array(pluginSchema) });

export const connectionTestSchema = z
  .object({
    ok: z.boolean().meta({ description: "Nothing stands in the way; there may be warnings." }),
    account: z
      .object({
        publicApiKey: z.string(),
        organizationName: z.string(),
        preferredCurrency: z.string(),
        timezone: z.string(),
      })
      .nullable()
      .meta({ description: "The Klaviyo account that the private key belongs to." }),
    findings: z.array(
      z.object({ code: z.string(), level: z.enum(["error", "warning"]), message: z.string(), whatToDo: z.string() }),
    ),
  })
  .meta({ id: "ConnectionTest" });

export const klaviyoTestSchema = z
  .strictObject({
    plugin: pluginIdSchema.optional().meta({ description: "What is absent is taken from this plugin." }),
    apiKey: z.string().optional(),
    privateKey: z.string().optional(),
    baseCurrency: z.string().optional(),
  })
  .meta({ id: "KlaviyoTest", description: "Keys to test; they need not be saved." });

export const previewInputSchema = z
  .strictObject({ status: z.enum(["active", "inactive"]).optional(), settings: settingsInput.optional() })
  .meta({ id: "ChangeToPreview", description: "The change; what is absent keeps its value." });

const outcomeSchema = z.object({
  heldFor: z.object({ code: z.string(), message: z.string() }).nullable(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      reason: z.object({ code: z.string(), message: z.string() }).nullable().meta({ description: "Null: it is sent." }),
      value: z.number().nullable(),
      valueCurrency: z.string().nullable(),
      profile: z.record(z.string(), z.unknown()),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const previewSchema = z
  .object({
    previews: z.array(
      z.object({
        commerceType: z.string(),
        origin: z.enum(["recent", "sample"]).meta({
          description: "`recent`: the newest event that the plugin has taken; `sample`: none was taken yet.",
        }),
        occurredAt: timestamp("When it happened."),
        before: outcomeSchema,
        after: outcomeSchema,
        differences: z
          .array(
            z.object({
              metric: z.string(),
              pointer: z.string().meta({ description: 'Into the metric; "" when it is sent or left out as a whole.' }),
              before: z.unknown(),
              after: z.unknown(),
            }),
          )
          .meta({ description: "A value that is not there on one side is absent." }),
      }),
    ),
  })
  .meta({ id: "ChangePreview", description: "What events become before and after a change; credentials are masked." });
