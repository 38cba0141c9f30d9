import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ExportFileOffsetError } from "../../history/errors.ts";
import type { Uploads } from "../../history/file/uploads.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import { HttpProblem } from "../problems/problem.ts";
import { withZod } from "../validation.ts";
import { operation } from "./routes.ts";
import { exportFileParamsSchema, exportFileSchema, newExportFileSchema, pieceQuerySchema } from "./schemas.ts";

const PATH = "/v1/admin/plugins/:plugin/export/files";
const PIECE = "application/octet-stream";

/** Files for exports: made empty, then appended to piece by piece, so that a broken upload goes on where it was. */
export function addUploadRoutes(scope: FastifyInstance, uploads: Uploads): void {
  scope.addContentTypeParser(PIECE, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  const server = withZod(scope);

  server.post(
    PATH,
    {
      schema: { params: pluginParamsSchema, body: newExportFileSchema },
      config: operation({
        operationId: "createExportFile",
        summary: "Begin an upload",
        description:
          "NDJSON or CSV; docs/export.md describes both. The name that is answered ends with the format. The file goes when its export is done.",
        answer: { status: 201, description: "An empty file.", schema: exportFileSchema },
        problems: ["request_invalid"],
      }),
    },
    async ({ body }, reply) => {
      reply.code(201);
      return { file: await uploads.create(body?.format ?? "ndjson"), size: 0 };
    },
  );

  server.put(
    `${PATH}/:file`,
    {
      schema: { params: exportFileParamsSchema, querystring: pieceQuerySchema },
      config: operation({
        operationId: "appendToExportFile",
        summary: "Append a piece of at most 10 MB",
        bodies: { [PIECE]: { schema: z.string().meta({ description: "The bytes as they are." }) } },
        answer: { status: 200, description: "What the file has now.", schema: exportFileSchema },
        problems: ["export_file_not_found", "export_file_offset", "body_too_large", "media_type_unsupported"],
      }),
    },
    async ({ params: { file }, query: { offset }, body }) => {
      const piece = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      return { file, size: await uploads.append(file, offset, piece).catch(withSize) };
    },
  );

  server.delete(
    `${PATH}/:file`,
    {
      schema: { params: exportFileParamsSchema },
      config: operation({
        operationId: "removeExportFile",
        summary: "Remove a file that no export is to read",
        description: "An export that still needs it ends as failed.",
        answer: { status: 204, description: "It is gone." },
        problems: ["export_file_not_found"],
      }),
    },
    async ({ params: { file } }, reply) => {
      await uploads.size(file);
      await uploads.remove(file);
      return reply.code(204).send();
    },
  );
}

function withSize(error: unknown): never {
  if (!(error instanceof ExportFileOffsetError)) throw error;
  throw new HttpProblem("export_file_offset", error.message, { members: { size: error.size } });
}
