import type { ChangeLog } from "../../changes/change-log.ts";
import { ProvisioningError } from "../../emails/provisioning/errors.ts";
import type { Provisioning, ProvisioningRequest } from "../../emails/provisioning/provisioning.ts";
import { KlaviyoSetupError } from "../../klaviyo/setup/errors.ts";
import { authorOf } from "../access/actor.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import type { Operation } from "../openapi/operation.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import type { ZodServer } from "../validation.ts";
import { type ProvisioningOrder, planSchema, provisioningOrderSchema, runSchema } from "./provisioning-schemas.ts";

const PATH = "/v1/admin/plugins/:plugin/emails";
const refusals: readonly ProblemCode[] = [
  ...["key_missing", "key_refused", "request_invalid", "plugin_not_found"],
  ...["provisioning_impossible", "klaviyo_setup_failed"],
] as const;

interface ProvisioningRoutes {
  readonly provisioning: Provisioning;
  readonly changes: ChangeLog;
}

/** Templates and flows of a plugin's mails in its Klaviyo account: what would be made, making it, how far it is. */
export function addProvisioningRoutes(server: ZodServer, { provisioning, changes }: ProvisioningRoutes): void {
  const params = pluginParamsSchema;

  server.post(
    `${PATH}/plan`,
    {
      schema: { params, body: provisioningOrderSchema },
      config: operation({
        operationId: "planEmails",
        role: "viewer",
        summary: "What would be made and changed in Klaviyo for the plugin's mails",
        description: "Reads the account, which takes up to minutes at Klaviyo's limits. Changes nothing.",
        answer: {
          status: 200,
          description: "Steps, what stays as a person made it, and each flow.",
          schema: planSchema,
        },
        problems: refusals,
      }),
    },
    ({ params: { plugin }, body }) => provisioning.plan(plugin, requestOf(body)).catch(rethrow),
  );

  server.post(
    `${PATH}/apply`,
    {
      schema: { params, body: provisioningOrderSchema },
      config: operation({
        operationId: "applyEmails",
        summary: "Make templates, flows and the metric mapping in Klaviyo",
        description:
          "Begins a run and answers at once. Flows are made as drafts, and what a person changed is left. After a run that broke off, another goes on from there.",
        answer: { status: 202, description: "It runs.", schema: runSchema },
        problems: [...refusals, "provisioning_runs"],
      }),
    },
    async (request, reply) => {
      const { plugin } = request.params;
      const run = await provisioning.apply(plugin, requestOf(request.body)).catch(rethrow);
      await changes.note({ kind: "mails_applied", author: authorOf(request), pluginId: plugin });
      reply.code(202);
      return run;
    },
  );

  server.get(
    `${PATH}/run`,
    {
      schema: { params },
      config: operation({
        operationId: "showEmailRun",
        summary: "How far the last run is",
        answer: { status: 200, description: "The run.", schema: runSchema },
        problems: ["key_missing", "key_refused", "provisioning_run_not_found"],
      }),
    },
    async ({ params: { plugin } }) => {
      const run = await provisioning.lastRun(plugin);
      if (run === null) throw new HttpProblem("provisioning_run_not_found", `Nothing was set up for ${plugin} yet.`);
      return run;
    },
  );
}

function requestOf(order: ProvisioningOrder): ProvisioningRequest {
  return {
    languages: order.languages ?? [],
    metrics: order.metrics ?? [],
    force: order.force ?? false,
    seedEmail: order.seedEmail ?? "",
    privateKey: order.privateKey ?? null,
  };
}

function operation(given: Omit<Operation, "tag" | "security">): { operation: Operation } {
  return { operation: { ...given, tag: "Admin: e-mails", security: "adminToken" } };
}

function rethrow(error: unknown): never {
  if (error instanceof KlaviyoSetupError) throw new HttpProblem("klaviyo_setup_failed", error.message);
  if (error instanceof ProvisioningError) {
    throw new HttpProblem(error.code === "run_exists" ? "provisioning_runs" : "provisioning_impossible", error.message);
  }
  throw error;
}
