import { z } from "zod";
import { MAIL_PARTS } from "../../emails/preview/preview-email.ts";
import { EMAIL_METRICS, type EmailMetric, isEmailMetric } from "../../emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES, type EmailLanguage, isEmailLanguage } from "../../emails/texts/texts.ts";

const LONGEST_TEXT = 2_000;
const LONGEST_TEMPLATE = 500_000;

const metric = z
  .string()
  .refine(
    (name): name is EmailMetric => isEmailMetric(name),
    `is no metric with a mail; there are ${EMAIL_METRICS.join(", ")}`,
  )
  .meta({ description: "The metric that the mail answers to.", examples: ["Placed Order"], enum: EMAIL_METRICS });
const language = z
  .string()
  .refine(
    (name): name is EmailLanguage => isEmailLanguage(name),
    `is no language of the mails; there are ${EMAIL_LANGUAGES.join(", ")}`,
  )
  .meta({ description: "Language of the mail, two letters.", examples: ["sv"], enum: EMAIL_LANGUAGES });

export const mailQuerySchema = z.strictObject({ metric, language });

const changes = z
  .record(z.string().max(100), z.string().max(LONGEST_TEXT, "is longer than 2,000 characters").nullable())
  .meta({
    description: "Text by key; null takes the standard text back.",
    examples: [{ "placedOrder.subject": "Thank you!" }],
  });

export const textChangeSchema = z.strictObject({ metric, language, texts: changes }).meta({ id: "EmailTextChange" });

export const textListSchema = z
  .object({
    texts: z.array(
      z.object({
        key: z.string(),
        standard: z.string(),
        own: z.string().nullable().meta({ description: "The merchant's; null: the standard one is used." }),
      }),
    ),
  })
  .meta({ id: "EmailTexts", description: "In the order in which the mail shows them." });

const template = z.string().max(LONGEST_TEMPLATE, "is longer than 500,000 characters");

export const previewOrderSchema = z
  .strictObject({
    metric,
    language,
    event: z
      .int()
      .positive()
      .optional()
      .meta({ description: "Id of one of the plugin's events; a sample when absent." }),
    texts: changes.optional().meta({ description: "Words to try, which are not saved." }),
    template: z
      .strictObject({
        subject: template.default(""),
        previewText: template.default(""),
        html: template.default(""),
        text: template.default(""),
      })
      .optional()
      .meta({ description: "A template of your own, in Klaviyo's language, in place of the plugin's." }),
  })
  .meta({ id: "EmailPreviewOrder" });

export const checkOrderSchema = z.strictObject({ metric, language, template }).meta({ id: "EmailTemplateToCheck" });

const findingFields = {
  level: z.enum(["error", "warning", "hint"]).meta({
    description:
      "`error`: Klaviyo refuses it or the mail lacks something; `warning`: the mail is likely to be wrong; `hint`: worth a look.",
  }),
  code: z.string(),
  message: z.string().meta({ description: "What it is, and what to do." }),
  line: z.number().int().meta({ description: "From 1." }),
  column: z.number().int().meta({ description: "From 1." }),
};

export const findingListSchema = z
  .object({ findings: z.array(z.object(findingFields)) })
  .meta({ id: "EmailTemplateFindings", description: "In the order in which they stand in the template." });

const rendered = z.string().nullable();

export const emailPreviewSchema = z
  .object({
    subject: rendered,
    previewText: rendered,
    html: rendered,
    text: rendered,
    skipped: z.string().nullable().meta({ description: "Why Klaviyo would send nothing; null when it would." }),
    origin: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("sample") }),
      z.object({
        kind: z.literal("event"),
        id: z.number().int(),
        occurredAt: z.number(),
        email: z.string(),
        language: z.string().nullable().meta({
          description: "What the customer reads: amounts and dates are written for them, whatever the mail's language.",
        }),
      }),
    ]),
    findings: z.array(z.object({ ...findingFields, part: z.enum(MAIL_PARTS) })),
    variables: z.array(
      z.object({
        path: z.string().meta({ examples: ["event.Items.0.ProductName"] }),
        value: z.string().nullable(),
        missing: z.boolean(),
        meaning: z.string().nullable(),
        parts: z.array(z.enum(MAIL_PARTS)),
      }),
    ),
  })
  .meta({
    id: "EmailPreview",
    description:
      "A mail as a customer would get it; null for a part that Klaviyo would not render. Credentials are masked.",
  });

export const mailListSchema = z
  .object({
    mails: z.array(z.object({ metric: z.string(), purpose: z.enum(["transactional", "marketing"]) })),
    languages: z.array(z.string()),
  })
  .meta({ id: "EmailList", description: "The mails that there are, and their languages." });
