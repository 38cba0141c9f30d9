/**
 * Stands before two sandboxes: one takes bulk requests, one takes the rest, so that reading a bulk request of two megabytes does not hold up
 * a single event as it would in one process (Klaviyo has more than one). Notes when each single event was accepted, and writes that to a file
 * when it ends. Arguments: address for bulk requests, address for the rest, file.
 */
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { Pool } from "undici";

const [bulkUrl = "", restUrl = "", file = ""] = process.argv.slice(2);
const bulk = new Pool(bulkUrl, { connections: 8 });
const rest = new Pool(restUrl, { connections: 128 });
const acceptedAt: Record<string, number> = {};
const PASSED_ON = ["authorization", "revision", "content-type", "x-klaviyo-revision-fall-forward-opt-out"];

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  const { method = "GET", url: path = "/" } = request;
  const body = await readBody(request);
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])),
  );
  const isBulk = path.startsWith("/api/event-bulk-create-jobs");
  const answer = await (isBulk ? bulk : rest).request({ method, path, headers, body: body.length > 0 ? body : null });
  const text = await answer.body.text();
  response.writeHead(answer.statusCode, { ...answer.headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
  if (isBulk || answer.statusCode !== 202) return;
  const uniqueId = /"unique_id":"([^"]+)"/.exec(body.toString("utf8"))?.[1];
  if (uniqueId !== undefined) acceptedAt[uniqueId] ??= Date.now();
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(JSON.stringify({ url: `http://127.0.0.1:${address?.port}` }));
});
process.once("SIGTERM", () => {
  writeFileSync(file, JSON.stringify(acceptedAt));
  process.exit(0);
});
