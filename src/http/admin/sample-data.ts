import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { encodeMetricEvent } from "../../klaviyo/encode-event.ts";
import type { SendOutcome } from "../../klaviyo/outcome.ts";
import { isDroppedByKlaviyo, makeFreshSamples, SAMPLE_METRICS } from "../../metrics/fresh-samples.ts";
import { mapCommerceEvent } from "../../metrics/map-commerce-event.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { pluginParamsSchema } from "./schemas.ts";

interface SampleDataRoute {
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly clock: Clock;
}

const inputSchema = z
  .strictObject({
    email: z
      .email("is not an e-mail address")
      .max(254)
      .refine((email) => !isDroppedByKlaviyo(email), "is at a domain for examples, which Klaviyo drops without a word"),
  })
  .meta({ id: "SampleDataRequest" });

const sentSchema = z
  .object({
    samples: z.array(
      z.object({
        metric: z.string(),
        outcome: z.enum(["taken", "refused", "left_out"]),
        detail: z.string().meta({ description: "Klaviyo's words, or why it was left out; empty when it was taken." }),
      }),
    ),
  })
  .meta({ id: "SampleData" });

type Sample = z.infer<typeof sentSchema>["samples"][number];

/** `/v1/admin/plugins/{plugin}/sample-data`: makes every metric known to Klaviyo before the plugin is live. */
export function addSampleDataRoute(server: ZodServer, { plugins, klaviyo, clock }: SampleDataRoute): void {
  server.post(
    "/v1/admin/plugins/:plugin/sample-data",
    {
      schema: { params: pluginParamsSchema, body: inputSchema },
      config: {
        operation: {
          operationId: "sendSampleData",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Send one sample of every metric, at once",
          description:
            "Straight to Klaviyo, also while the plugin is switched off, so that flows can be built before it goes live. Flows that are live there send their mails.",
          answer: { status: 200, description: "What Klaviyo said to each.", schema: sentSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid", "klaviyo_key_missing"],
        },
      },
    },
    async ({ params: { plugin: id }, body: { email } }) => {
      const plugin = await plugins.find(id);
      if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
      const privateKey = await plugins.privateKey(id);
      if (privateKey === null) throw new HttpProblem("klaviyo_key_missing", `Plugin "${id}" has no private key yet.`);
      const samples: Sample[] = [];
      for (const { metric, body, profile, reason } of sampleMetrics(plugin, email, clock.now())) {
        samples.push(
          reason === null
            ? describe(metric, await klaviyo.createEvent(privateKey, { body, profile }))
            : { metric, outcome: "left_out", detail: reason },
        );
      }
      return { samples };
    },
  );
}

/** One of each metric: several events may give the same one. */
function sampleMetrics(plugin: StorePlugin, email: string, now: number) {
  const { settings } = plugin;
  const events = makeFreshSamples({ settings, customer: { email }, metrics: SAMPLE_METRICS, now });
  const found = events.flatMap((event) => {
    const outcome = mapCommerceEvent(event, settings, { now });
    if (outcome.kind === "held") return [];
    const sent = outcome.events.map((metricEvent) => ({ metricEvent, reason: null }));
    return [...sent, ...outcome.skipped.map((one) => ({ metricEvent: one.event, reason: one.reason.message }))];
  });
  const first = new Map(found.toReversed().map((one) => [one.metricEvent.metric, one]));
  return SAMPLE_METRICS.flatMap((metric) => {
    const one = first.get(metric);
    return one === undefined ? [] : [{ metric, ...encodeMetricEvent(one.metricEvent), reason: one.reason }];
  });
}

function describe(metric: string, outcome: SendOutcome): Sample {
  switch (outcome.kind) {
    case "accepted":
      return { metric, outcome: "taken", detail: "" };
    case "unreachable":
      return { metric, outcome: "refused", detail: `Klaviyo could not be reached: ${outcome.detail}` };
    case "refused":
      return { metric, outcome: "refused", detail: outcome.errors[0]?.detail ?? `status ${outcome.status}` };
  }
}
