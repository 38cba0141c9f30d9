import { isUtf8 } from "node:buffer";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../clock.ts";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { parseCommerceEvent } from "../../commerce/parse-commerce-event.ts";
import type { Intake } from "../../intake/intake.ts";
import type { Tracing } from "../../observability/tracing.ts";
import type { Lane } from "../../outbox/outbox.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { HttpListener } from "../http-metrics.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import type { PushAccess } from "./access.ts";
import type { Admission } from "./admission.ts";
import { composeAnswer, refusedItem, takenItem } from "./answer.ts";
import { pushOperation } from "./operation.ts";
import { PUSH_MEDIA_TYPES, type PushBody, type PushItem, readPushBody } from "./read-events.ts";
import { type PushResult, pushParamsSchema, pushQuerySchema } from "./schemas.ts";
import { startPushSpan } from "./trace-push.ts";

interface PushRoutes {
  readonly intake: Intake;
  readonly access: PushAccess;
  readonly admission: Admission;
  readonly bodyLimitBytes: number;
  readonly clock: Clock;
  readonly observe?: HttpListener | undefined;
  readonly tracing?: Tracing | undefined;
}

/** `POST /v1/plugins/{plugin}/events`: takes events of a shop; answered once they are committed. */
export function addPushRoutes(server: ZodServer, parts: PushRoutes): void {
  const { intake, access, admission, bodyLimitBytes, clock, observe, tracing } = parts;
  server.removeAllContentTypeParsers();
  for (const mediaType of Object.values(PUSH_MEDIA_TYPES)) {
    server.addContentTypeParser(mediaType, { parseAs: "buffer", bodyLimit: bodyLimitBytes }, (_request, body, done) => {
      try {
        done(null, readPushBody(mediaType, readText(body)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }
  server.decorateRequest("pushedTo", null);
  server.decorateRequest("arrivedAt", 0);

  async function admit(request: FastifyRequest<{ Params: { plugin: string } }>, reply: FastifyReply): Promise<void> {
    request.setDecorator("arrivedAt", clock.monotonic());
    if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
      throw new HttpProblem(
        "encoding_unsupported",
        "The body is compressed. Send it as it is, without a Content-Encoding.",
      );
    }
    request.setDecorator("pushedTo", await access.authorize(request.params.plugin, request.headers.authorization));
    const declaredBytes = Number(request.headers["content-length"] ?? bodyLimitBytes);
    reply.raw.once("close", admission.enter(Math.min(declaredBytes, bodyLimitBytes)));
  }

  function observePush(pluginId: string, lane: Lane, results: readonly PushResult[], durationMs: number): void {
    const items = results.filter(({ status }) => status === "refused").length;
    if (items > 0) observe?.({ type: "items_refused", pluginId, items });
    if (items < results.length) observe?.({ type: "push_committed", lane, durationMs });
  }

  server.post(
    "/v1/plugins/:plugin/events",
    {
      bodyLimit: bodyLimitBytes,
      onRequest: admit,
      schema: { params: pushParamsSchema, querystring: pushQuerySchema },
      config: { operation: pushOperation },
    },
    async (request, reply) => {
      // The content type parsers above are the only ones here, so this is what they answered.
      const body = request.body as PushBody | undefined;
      if (body === undefined) throw new HttpProblem("malformed_json", "The request has no body.");
      const plugin = request.getDecorator<StorePlugin>("pushedTo");
      const { lane } = request.query;
      const traceParent = startPushSpan(request, reply, { tracing, clock, pluginId: plugin.id });
      const results = await takeEvents(intake, plugin, { lane, traceParent }, body);
      observePush(plugin.id, lane, results, clock.monotonic() - request.getDecorator<number>("arrivedAt"));
      reply.code(202);
      return composeAnswer(body, results);
    },
  );
}

/** What is no UTF-8 would become other characters, and names with them. */
function readText(given: Buffer | string): string {
  const body = Buffer.isBuffer(given) ? given : Buffer.from(given);
  if (!isUtf8(body)) throw new HttpProblem("malformed_json", "The body is not valid UTF-8. Send it in UTF-8.");
  return body.toString("utf8");
}

/** Judges each item by itself, so that good ones are not held up by bad ones, and commits the good ones together. */
async function takeEvents(
  intake: Intake,
  plugin: StorePlugin,
  options: { readonly lane: Lane; readonly traceParent: string | null },
  { items }: PushBody,
): Promise<PushResult[]> {
  const read = items.map(readItem);
  const events = read.flatMap((entry) => ("event" in entry ? [entry.event] : []));
  const results = (await intake.accept(plugin, events, options)).values();
  return read.map((entry) => {
    if ("refused" in entry) return entry.refused;
    const { value } = results.next();
    if (value === undefined) throw new Error("Intake answered fewer results than events.");
    return takenItem(entry.event.id, value);
  });
}

function readItem(item: PushItem): { readonly event: CommerceEvent } | { readonly refused: PushResult } {
  if ("fault" in item) return { refused: refusedItem(null, [item.fault]) };
  const parsed = parseCommerceEvent(item.value);
  return parsed.ok ? { event: parsed.event } : { refused: refusedItem(idOf(item.value), parsed.faults) };
}

/** The id of an event that is otherwise bad, so that its sender finds it. */
function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string") return null;
  return value.id.slice(0, 255);
}
