import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Intake } from "../../intake/intake.ts";
import {
  isDroppedByKlaviyo,
  makeFreshSamples,
  newSampleCustomer,
  SAMPLE_METRICS,
  SAMPLE_SOURCE,
  type SampleCustomer,
} from "../../metrics/fresh-samples.ts";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { pluginParamsSchema } from "../admin/schemas.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";

const name = z.string().trim().min(1).max(200);

const samplesSchema = z
  .strictObject({
    email: z.email("is not an e-mail address").max(254).optional().meta({
      description: "Whom the samples are about. Absent: someone new at the domain of the plugin's cart link.",
    }),
    firstName: name
      .optional()
      .meta({ description: "Klaviyo takes it over for the profile; absent, it keeps what it has." }),
    lastName: name.optional(),
    metrics: z.array(z.enum(METRIC_NAMES)).min(1).optional().meta({ description: "Absent: one of every metric." }),
  })
  .meta({ id: "Samples" });

const sentSamplesSchema = z
  .object({
    email: z.string(),
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
    id: "SentSamples",
    description: "What was taken. What becomes of each is found by `email`, `since` and `source`.",
  });

/** `/v1/admin/plugins/{plugin}/samples`: what a customer's events look like in Klaviyo, without a customer. */
export function addSamplesRoute(
  server: ZodServer,
  { plugins, intake, clock }: { readonly plugins: PluginStore; readonly intake: Intake; readonly clock: Clock },
): void {
  server.post(
    "/v1/admin/plugins/:plugin/samples",
    {
      schema: { params: pluginParamsSchema, body: samplesSchema },
      config: {
        operation: {
          operationId: "sendSamples",
          tag: "Admin: events",
          security: "adminToken",
          summary: "Send sample events for a customer",
          description:
            "Of every metric or of some, with ids of their own, to the plugin's Klaviyo account. Flows that are live there send their mails.",
          answer: { status: 202, description: "They are on the way.", schema: sentSamplesSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid"],
        },
      },
    },
    async ({ params, body }, reply) => {
      const plugin = await plugins.find(params.plugin);
      if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin ${params.plugin}.`);
      const now = clock.now();
      const customer = chooseCustomer(plugin, body, now);
      const metrics = body.metrics ?? SAMPLE_METRICS;
      const events = makeFreshSamples({ settings: plugin.settings, customer, metrics, now });
      const results = await intake.accept(plugin, events, { lane: "live" });
      const samples = events.map(({ id, type }, index) => {
        const result = results[index] ?? { status: "duplicate" as const };
        const reason =
          result.status === "held" ? result.reason : "skipped" in result ? result.skipped[0]?.reason : null;
        return { commerceId: id, commerceType: type, status: result.status, reason: reason ?? null };
      });
      return reply.code(202).send({ email: customer.email, source: SAMPLE_SOURCE, since: now, samples });
    },
  );
}

function chooseCustomer(plugin: StorePlugin, body: z.infer<typeof samplesSchema>, now: number): SampleCustomer {
  const { email, firstName, lastName } = body;
  const domain = URL.parse(plugin.settings.cartLink)?.hostname.replace(/^www\./, "");
  const customer =
    email === undefined && domain !== undefined ? newSampleCustomer(domain, now) : { email: email ?? "" };
  const fault = faultOf(customer.email);
  if (fault === null) return { ...customer, ...(firstName && { firstName }), ...(lastName && { lastName }) };
  throw new HttpProblem("request_invalid", fault, { errors: [{ pointer: "/email", detail: fault }] });
}

function faultOf(email: string): string | null {
  if (email === "")
    return "says nobody, and the plugin has no cart link whose domain could be used. Enter an address of your own.";
  if (!isDroppedByKlaviyo(email)) return null;
  return `${email} is at a domain for examples and tests; Klaviyo drops events for it without a word. Enter a real address.`;
}
