import { HistorySourceError } from "../../commerce/history-source.ts";
import { reportAsCsv } from "../../history/export-report.ts";
import type { History } from "../../history/history.ts";
import { authorOf } from "../access/actor.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import type { Operation } from "../openapi/operation.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import {
  dryRunSchema,
  exportProblemsQuerySchema,
  exportProblemsSchema,
  exportReportSchema,
  exportRequestSchema,
  exportStatusSchema,
  verificationSchema,
  verifyRequestSchema,
} from "./schemas.ts";

const PATH = "/v1/admin/plugins/:plugin/export";

interface ExportRoutes {
  readonly history: History;
}

/** `/v1/admin/plugins/{plugin}/export`: the historical export. */
export function addExportRoutes(server: ZodServer, { history }: ExportRoutes): void {
  const params = pluginParamsSchema;
  const statusAnswer = { status: 200, description: "The export as it is now.", schema: exportStatusSchema };

  server.get(
    PATH,
    {
      schema: { params },
      config: operation({
        operationId: "showExport",
        summary: "Show the status of a plugin's historical export",
        answer: statusAnswer,
        problems: ["plugin_not_found"],
      }),
    },
    async ({ params: { plugin } }) => history.status(plugin),
  );

  server.post(
    `${PATH}/start`,
    {
      schema: { params, body: exportRequestSchema },
      config: operation({
        operationId: "startExport",
        summary: "Start a historical export",
        description: "Saving the setting `transferHistoricalData: true` with a date does the same.",
        answer: statusAnswer,
        problems: [
          ...["plugin_not_found", "export_pending", "export_not_possible", "export_file_not_found"],
          ...["settings_invalid", "request_invalid"],
        ] as const,
      }),
    },
    async (request) => {
      const { plugin } = request.params;
      return await history.start(plugin, request.body, authorOf(request));
    },
  );

  for (const [verb, done] of [
    ["pause", "Pause an export: what is with the delivery already still goes out"],
    ["resume", "Go on with an export that was paused or has failed"],
    ["cancel", "End an export; what was sent stays sent"],
  ] as const) {
    server.post(
      `${PATH}/${verb}`,
      {
        schema: { params },
        config: operation({
          operationId: `${verb}Export`,
          summary: done,
          answer: statusAnswer,
          problems: ["plugin_not_found", "export_not_in_state"],
        }),
      },
      async (request) => {
        return await history[verb](request.params.plugin, authorOf(request));
      },
    );
  }

  server.get(
    `${PATH}/report`,
    {
      schema: { params },
      config: operation({
        operationId: "reportExport",
        summary: "What the source says against what was sent, by metric and currency",
        answer: { status: 200, description: "As far as the export is.", schema: exportReportSchema },
        problems: ["plugin_not_found", "export_not_found"],
      }),
    },
    async ({ params: { plugin } }) => (await history.report(plugin)) ?? noExport(plugin),
  );

  server.get(
    `${PATH}/report.csv`,
    {
      schema: { params },
      config: operation({
        operationId: "downloadExportReport",
        summary: "The report as CSV",
        answer: { status: 200, description: "text/csv, a line a metric and currency." },
        problems: ["plugin_not_found", "export_not_found"],
      }),
    },
    async ({ params: { plugin } }, reply) => {
      const report = (await history.report(plugin)) ?? noExport(plugin);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="export-${plugin}-${report.from}.csv"`)
        .send(reportAsCsv(report));
    },
  );

  server.get(
    `${PATH}/problems`,
    {
      schema: { params, querystring: exportProblemsQuerySchema },
      config: operation({
        operationId: "listExportProblems",
        summary: "What could not be exported, in the order in which it was met",
        answer: {
          status: 200,
          description: "A page; all are counted, 10,000 are listed.",
          schema: exportProblemsSchema,
        },
        problems: ["request_invalid"],
      }),
    },
    async ({ params: { plugin }, query }) => ({ problems: await history.problems(plugin, query) }),
  );

  server.post(
    `${PATH}/dry-run`,
    {
      schema: { params, body: exportRequestSchema },
      config: operation({
        operationId: "tryExport",
        summary: "Count what an export would send and show samples, sending nothing",
        answer: { status: 200, description: "As far as it was looked at within half a minute.", schema: dryRunSchema },
        problems: [
          ...["plugin_not_found", "export_not_possible", "export_file_not_found", "export_source_failed"],
          ...["settings_invalid", "request_invalid"],
        ] as const,
      }),
    },
    async ({ params: { plugin }, body }) => history.dryRun(plugin, body).catch(rethrow),
  );

  server.post(
    `${PATH}/verify`,
    {
      schema: { params, body: verifyRequestSchema },
      config: operation({
        operationId: "verifyExport",
        summary: "Read a sample back from Klaviyo and compare it with what was sent",
        answer: { status: 200, description: "What was found, whether it is well or not.", schema: verificationSchema },
        problems: ["plugin_not_found", "export_not_found", "export_not_possible", "request_invalid"],
      }),
    },
    async ({ params: { plugin }, body }) => (await history.verify(plugin, body.sample)) ?? noExport(plugin),
  );
}

export function operation(given: Omit<Operation, "tag" | "security">): { operation: Operation } {
  const problems = ["key_missing", "key_refused", ...given.problems] as const;
  return { operation: { ...given, tag: "Admin: exports", security: "adminToken", problems } };
}

function noExport(plugin: string): never {
  throw new HttpProblem("export_not_found", `Plugin "${plugin}" has not exported anything yet.`);
}

function rethrow(error: unknown): never {
  if (error instanceof HistorySourceError) throw new HttpProblem("export_source_failed", error.message);
  throw error;
}
