import { checkTexts } from "../../emails/edited-texts/check-texts.ts";
import type { TextChanges } from "../../emails/edited-texts/edited-texts.ts";
import { type Emails, PreviewEventNotFoundError } from "../../emails/emails.ts";
import { textKeysOf } from "../../emails/templates/compose-email.ts";
import { EMAIL_METRICS, type EmailMetric, MAILS } from "../../emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../../emails/texts/texts.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { authorOf } from "../access/actor.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import type { ZodServer } from "../validation.ts";
import {
  checkOrderSchema,
  emailPreviewSchema,
  findingListSchema,
  mailListSchema,
  mailQuerySchema,
  previewOrderSchema,
  textChangeSchema,
  textListSchema,
} from "./schemas.ts";

interface EmailRoutes {
  readonly emails: Emails;
  readonly plugins: PluginStore;
}

const tag = "Admin: e-mails";
const security = "adminToken";
const refusals: readonly ProblemCode[] = ["key_missing", "key_refused", "request_invalid"];
const ofPlugin: readonly ProblemCode[] = [...refusals, "plugin_not_found"];

/** The mails of plugins: which there are, how they look, how they are worded. */
export function addEmailRoutes(server: ZodServer, { emails, plugins }: EmailRoutes): void {
  server.get(
    "/v1/admin/emails",
    {
      config: {
        operation: {
          operationId: "listEmails",
          tag,
          security,
          summary: "List the mails and their languages",
          answer: { status: 200, description: "One mail a metric.", schema: mailListSchema },
          problems: ["key_missing", "key_refused"],
        },
      },
    },
    async () => ({
      mails: EMAIL_METRICS.map((metric) => ({ metric, purpose: MAILS[metric].purpose })),
      languages: EMAIL_LANGUAGES,
    }),
  );

  server.post(
    "/v1/admin/emails/check",
    {
      schema: { body: checkOrderSchema },
      config: {
        operation: {
          operationId: "checkEmailTemplate",
          tag,
          security,
          role: "viewer",
          summary: "Check a template of your own",
          description:
            "For what would go wrong with the metric's events: unknown variables, amounts in the base currency, English dates, missing defaults, tags and filters that Klaviyo does not have.",
          answer: { status: 200, description: "Empty when nothing is wrong.", schema: findingListSchema },
          problems: refusals,
        },
      },
    },
    async ({ body: { template, ...mail } }) => ({ findings: emails.check(template, mail) }),
  );

  server.post(
    "/v1/admin/plugins/:plugin/emails/preview",
    {
      schema: { params: pluginParamsSchema, body: previewOrderSchema },
      config: {
        operation: {
          operationId: "previewEmail",
          tag,
          security,
          role: "viewer",
          summary: "Show a mail as a customer would get it",
          description: "With a sample, or a real event of the plugin's. Saves and sends nothing.",
          answer: { status: 200, description: "Every part, findings, variables.", schema: emailPreviewSchema },
          problems: [...ofPlugin, "event_not_found", "email_text_faulty"],
        },
      },
    },
    async ({ params, body: { event, texts, ...order } }) => {
      const plugin = await findPlugin(plugins, params.plugin);
      const changes = texts === undefined ? {} : { texts: acceptTexts(order.metric, texts) };
      return emails.preview(plugin, { ...order, eventId: event, ...changes }).catch((error: unknown) => {
        throw error instanceof PreviewEventNotFoundError ? new HttpProblem(error.code, error.message) : error;
      });
    },
  );

  server.get(
    "/v1/admin/plugins/:plugin/emails/texts",
    {
      schema: { params: pluginParamsSchema, querystring: mailQuerySchema },
      config: {
        operation: {
          operationId: "showEmailTexts",
          tag,
          security,
          summary: "Show the texts of a mail",
          answer: { status: 200, description: "The standard ones and the plugin's own.", schema: textListSchema },
          problems: ofPlugin,
        },
      },
    },
    async ({ params, query }) => ({ texts: await emails.texts(await findPlugin(plugins, params.plugin), query) }),
  );

  server.put(
    "/v1/admin/plugins/:plugin/emails/texts",
    {
      schema: { params: pluginParamsSchema, body: textChangeSchema },
      config: {
        operation: {
          operationId: "changeEmailTexts",
          tag,
          security,
          summary: "Word a mail otherwise",
          description: "Texts that are not named stay as they are. Klaviyo gets them when the mails are set up again.",
          answer: { status: 200, description: "The texts as they are now.", schema: textListSchema },
          problems: [...ofPlugin, "email_text_faulty"],
        },
      },
    },
    async (request) => {
      const { texts, ...mail } = request.body;
      const plugin = await findPlugin(plugins, request.params.plugin);
      await emails.changeTexts(plugin, mail, acceptTexts(mail.metric, texts), authorOf(request));
      return { texts: await emails.texts(plugin, mail) };
    },
  );
}

async function findPlugin(plugins: PluginStore, id: string): Promise<StorePlugin> {
  const plugin = await plugins.find(id);
  if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
  return plugin;
}

/** Refuses texts that the mail does not have, or that could not become part of it; all faults are named. */
function acceptTexts(metric: EmailMetric, texts: Readonly<Record<string, string | null>>): TextChanges {
  const keys: readonly string[] = textKeysOf(metric);
  const unknown = Object.keys(texts).filter((key) => !keys.includes(key));
  const faults = [
    ...unknown.map((key) => ({ key, message: `The mail for ${metric} has no text "${key}".` })),
    ...checkTexts(texts),
  ];
  if (faults.length === 0) return texts;
  throw new HttpProblem("email_text_faulty", faults.map(({ key, message }) => `${key}: ${message}`).join(" "), {
    errors: faults.map(({ key, message }) => ({ pointer: `/texts/${key}`, detail: message })),
  });
}
