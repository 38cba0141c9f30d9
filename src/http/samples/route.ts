import type { Clock } from "../../clock.ts";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { Intake } from "../../intake/intake.ts";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { makeFreshSamples, SAMPLE_METRICS, SAMPLE_SOURCE } from "../../metrics/fresh-samples.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { chooseCustomer } from "./choose-customer.ts";
import { type QueuedSamples, samplesSchema, sentSamplesSchema } from "./schemas.ts";
import { sendStraight } from "./send-straight.ts";

interface SamplesRoute {
  readonly plugins: PluginStore;
  readonly intake: Intake;
  readonly klaviyo: KlaviyoClient;
  readonly clock: Clock;
}

/** `/v1/admin/plugins/{plugin}/samples`: what a customer's events look like in Klaviyo, without a customer. */
export function addSamplesRoute(server: ZodServer, { plugins, intake, klaviyo, clock }: SamplesRoute): void {
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
            "Of every metric or of some, with ids of their own, to the plugin's Klaviyo account: of an active plugin in the way of every event, of an inactive one, " +
            "which delivers nothing, straight to Klaviyo, so that flows can be built before it goes live. Flows that are live there send their mails.",
          answer: { status: 202, description: "They are on the way, or are in Klaviyo.", schema: sentSamplesSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid", "klaviyo_key_missing"],
        },
      },
    },
    async ({ params, body }, reply) => {
      const plugin = await plugins.find(params.plugin);
      if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin ${params.plugin}.`);
      const now = clock.now();
      const { settings } = plugin;
      const customer = chooseCustomer(plugin, body, now);
      const { email } = customer;
      const metrics = body.metrics ?? SAMPLE_METRICS;
      const events = makeFreshSamples({ settings, customer, metrics, now });
      reply.code(202);
      if (plugin.status === "active")
        return {
          way: "queued" as const,
          email,
          source: SAMPLE_SOURCE,
          since: now,
          samples: await queue(plugin, events),
        };
      const privateKey = await plugins.privateKey(plugin.id);
      if (privateKey === null)
        throw new HttpProblem("klaviyo_key_missing", `Plugin "${plugin.id}" has no private key yet.`);
      const samples = await sendStraight({ klaviyo, privateKey, settings, events, metrics, now });
      return { way: "straight" as const, email, samples };
    },
  );

  async function queue(plugin: StorePlugin, events: readonly CommerceEvent[]): Promise<QueuedSamples["samples"]> {
    const results = await intake.accept(plugin, events, { lane: "live" });
    return events.map(({ id, type }, index) => {
      const result = results[index] ?? { status: "duplicate" as const };
      const reason = result.status === "held" ? result.reason : "skipped" in result ? result.skipped[0]?.reason : null;
      return { commerceId: id, commerceType: type, status: result.status, reason: reason ?? null };
    });
  }
}
