import { z } from "zod";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";
import { EVENT_STATES } from "../../outbox/outbox.ts";

const timestamp = (description: string) =>
  z.number().meta({ description: `${description} Milliseconds since the epoch.` });

export const pluginIdSchema = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: "The plugin's id.", examples: ["main-shop"] });
export const pluginParamsSchema = z.object({ plugin: pluginIdSchema });
export const keyParamsSchema = z.object({
  plugin: pluginIdSchema,
  key: z.string().min(1).max(100).meta({ description: "The key's id." }),
});
export const eventParamsSchema = z.object({
  event: z.coerce.number().int().positive().meta({ description: "The event's id." }),
});

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

const alarmSchema = z.object({ code: z.string(), message: z.string(), since: timestamp("") });

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

export const newKeySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ description: "Who uses it.", examples: ["storefront"] }),
});

export const keySchema = z
  .object({
    id: z.string(),
    pluginId: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "The key's first characters." }),
    createdAt: timestamp(""),
    revokedAt: timestamp("").nullable(),
  })
  .meta({ id: "PushKey" });

export const keyListSchema = z.object({ keys: z.array(keySchema) });
export const addedKeySchema = z
  .object({ key: keySchema, secret: z.string().meta({ description: "The key itself: shown this once." }) })
  .meta({ id: "NewPushKey" });

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

const pageFields = {
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
