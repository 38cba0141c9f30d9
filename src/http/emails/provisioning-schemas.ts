import { z } from "zod";
import type { FlowStep } from "../../emails/provisioning/flow-tree.ts";
import { EMAIL_METRICS, type EmailMetric, isEmailMetric } from "../../emails/templates/email-metrics.ts";
import { isLanguageCode } from "../../plugins/codes.ts";

const timestamp = z.number().int().meta({ description: "Milliseconds since the epoch." });

const metric = z
  .string()
  .refine(
    (name): name is EmailMetric => isEmailMetric(name),
    `is no metric with a mail; there are ${EMAIL_METRICS.join(", ")}`,
  )
  .meta({ enum: EMAIL_METRICS });

export const provisioningOrderSchema = z
  .strictObject({
    languages: z
      .array(z.string().refine(isLanguageCode, "is not a language of two letters (ISO 639-1), for example sv"))
      .max(50)
      .optional()
      .meta({
        description: "The first is for everybody else. Default: the plugin's languages, else all that there are.",
      }),
    metrics: z
      .array(metric)
      .max(50)
      .optional()
      .meta({ description: "Default: all but Shipping Update, which comes beside Shipped and the others." }),
    force: z.boolean().optional().meta({ description: "Also write anew what a person changed or deleted in Klaviyo." }),
    seedEmail: z.email("is not an e-mail address").optional().meta({
      description: "Whose profile gets the events that make missing metrics. Default: the account's own sender.",
    }),
    privateKey: z
      .string()
      .regex(/^pk_[A-Za-z0-9_-]{1,250}$/, "is not a private API key: Klaviyo's begin with pk_")
      .optional()
      .meta({
        description: "A key with more scopes than the plugin's own, for this request alone. It is kept nowhere.",
      }),
  })
  .meta({ id: "ProvisioningOrder" });

export type ProvisioningOrder = z.output<typeof provisioningOrderSchema>;

const note = z.object({ code: z.string(), message: z.string() });
const kept = z
  .object({
    kind: z.string(),
    key: z.string(),
    reason: z.string().meta({ description: "edited, deleted, archived or not_ours." }),
    message: z.string(),
  })
  .meta({ id: "KeptObject", description: "Left as a person made it in Klaviyo." });

/** Steps hold the steps that follow. */
const flowStep: z.ZodType<FlowStep> = z
  .union([
    z.object({
      kind: z.literal("wait"),
      hours: z.number(),
      get next() {
        return flowStep;
      },
    }),
    z.object({
      kind: z.literal("split"),
      languages: z.array(z.string()).meta({ description: "What the profile's `Language` is asked for." }),
      get yes() {
        return flowStep;
      },
      get no() {
        return flowStep;
      },
    }),
    z.object({ kind: z.literal("email"), key: z.string(), name: z.string(), subject: z.string() }),
  ])
  .meta({ id: "FlowStep", description: "A step of a flow, with what follows it." });

export const planSchema = z
  .object({
    account: z.object({ id: z.string(), organization: z.string(), sender: z.string() }),
    languages: z.array(z.string()),
    steps: z.array(z.object({ kind: z.string(), text: z.string() })),
    kept: z.array(kept),
    notices: z.array(note),
    unchanged: z.number().int(),
    flows: z.array(
      z.object({
        name: z.string(),
        change: z.enum(["make", "replace", "change_emails", "keep", "none"]),
        status: z
          .string()
          .nullable()
          .meta({ description: "In Klaviyo: draft, manual, live; null when it is not there." }),
        tree: z.object({
          metric: z.string(),
          unless: z
            .string()
            .nullable()
            .meta({ description: "An event of this metric since its beginning ends the flow." }),
          first: flowStep,
        }),
      }),
    ),
  })
  .meta({ id: "ProvisioningPlan" });

export const runSchema = z
  .object({
    id: z.string(),
    state: z.enum(["running", "done", "failed", "paused"]),
    what: z.string().meta({ description: "What it is at." }),
    done: z.number().int(),
    total: z.number().int(),
    kept: z.array(kept),
    notices: z.array(note),
    problem: note.nullable(),
    resumeAt: timestamp.nullable().meta({ description: "When Klaviyo's limit is free again." }),
    startedAt: timestamp,
    endedAt: timestamp.nullable(),
  })
  .meta({ id: "ProvisioningRun" });
