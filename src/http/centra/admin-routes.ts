import type { Centra } from "../../centra/centra.ts";
import { CentraNotConnectedError } from "../../centra/connection/errors.ts";
import { CentraFailure } from "../../centra/sync/failure.ts";
import { authorOf } from "../access/actor.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import type { Operation } from "../openapi/operation.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import {
  connectionInputSchema,
  connectionSchema,
  examinationSchema,
  optionsSchema,
  problemListSchema,
} from "./schemas.ts";

const PATH = "/v1/admin/plugins/:plugin/centra";
const SHOWN_PROBLEMS = 200;

/** `/v1/admin/plugins/{plugin}/centra`: where a plugin's events come from. */
export function addCentraRoutes(server: ZodServer, centra: Centra): void {
  const params = pluginParamsSchema;

  server.get(
    PATH,
    {
      schema: { params },
      config: operation({
        operationId: "showCentraConnection",
        summary: "Show a plugin's connection to Centra",
        answer: { status: 200, description: "Without token and secret.", schema: connectionSchema },
        problems: ["centra_not_connected"],
      }),
    },
    async ({ params: { plugin } }) => {
      const connection = await centra.connections.find(plugin);
      if (connection === null) throw notConnected(plugin);
      return { ...connection, isReading: await centra.isReading(plugin) };
    },
  );

  server.put(
    PATH,
    {
      schema: { params, body: connectionInputSchema },
      config: operation({
        operationId: "connectToCentra",
        summary: "Connect a plugin to Centra, or change its connection",
        description:
          "What is absent keeps its value. What happened in the shop before the first connection is not told; another instance or store begins anew.",
        answer: { status: 200, description: "The connection as it is now.", schema: connectionSchema },
        problems: ["plugin_not_found", "request_invalid", "settings_invalid"],
      }),
    },
    async (request) => {
      const { plugin } = request.params;
      const saved = await centra.connections.save(plugin, request.body, authorOf(request));
      return { ...saved, isReading: await centra.isReading(plugin) };
    },
  );

  server.delete(
    PATH,
    {
      schema: { params },
      config: operation({
        operationId: "disconnectFromCentra",
        summary: "Take a plugin's connection away, with what is known of its shop",
        answer: { status: 204, description: "It is gone." },
        problems: ["centra_not_connected"],
      }),
    },
    async (request, reply) => {
      const { plugin } = request.params;
      if (!(await centra.connections.remove(plugin, authorOf(request)))) throw notConnected(plugin);
      return reply.code(204).send();
    },
  );

  server.post(
    `${PATH}/doctor`,
    {
      schema: { params },
      config: operation({
        operationId: "examineCentraConnection",
        summary: "Examine the connection to Centra",
        description: "Token, permissions, event system, the schema's fields, clock, limits. Sets the event listeners.",
        answer: { status: 200, description: "What was found, whether it is well or not.", schema: examinationSchema },
        problems: ["centra_not_connected"],
      }),
    },
    async ({ params: { plugin } }) => centra.examine(plugin).catch(rethrow),
  );

  server.get(
    `${PATH}/options`,
    {
      schema: { params },
      config: operation({
        operationId: "listCentraOptions",
        summary: "Names of markets, price lists, countries, languages, currencies and image sizes",
        answer: { status: 200, description: "As the shop has them now.", schema: optionsSchema },
        problems: ["centra_not_connected", "centra_failed"],
      }),
    },
    async ({ params: { plugin } }) => centra.readOptions(plugin).catch(rethrow),
  );

  server.get(
    `${PATH}/problems`,
    {
      schema: { params },
      config: operation({
        operationId: "listCentraProblems",
        summary: "What of Centra could not be used, newest first",
        answer: { status: 200, description: "At most 200.", schema: problemListSchema },
        problems: [],
      }),
    },
    async ({ params: { plugin } }) => ({ problems: await centra.problems.list(plugin, SHOWN_PROBLEMS) }),
  );
}

function operation(given: Omit<Operation, "tag" | "security">): { operation: Operation } {
  const problems = ["key_missing", "key_refused", ...given.problems] as const;
  return { operation: { ...given, tag: "Admin: Centra", security: "adminToken", problems } };
}

function notConnected(plugin: string): HttpProblem {
  return new HttpProblem("centra_not_connected", new CentraNotConnectedError(plugin).message);
}

function rethrow(error: unknown): never {
  if (error instanceof CentraFailure) throw new HttpProblem("centra_failed", error.message);
  throw error;
}
