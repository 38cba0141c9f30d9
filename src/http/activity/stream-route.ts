import type { FastifyRequest } from "fastify";
import type { Clock } from "../../clock.ts";
import { matchesFilter } from "../../outbox/event-filter.ts";
import type { EventSummary, Outbox } from "../../outbox/outbox.ts";
import { filterOf, showEvent } from "../admin/events.ts";
import { streamQuerySchema } from "../admin/schemas/events.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import type { Feed } from "./feed.ts";

/** Of one process; a browser has one a tab. */
const MAX_STREAMS = 200;
const RETRY_MS = 2_000;
/** Who was away longer, or missed more, is told to read the list anew. */
const CAUGHT_UP = 200;
const MISSED_AT_MOST_MS = 10 * 60_000;

interface StreamParts {
  readonly outbox: Pick<Outbox, "changes">;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly beatEveryMs: number;
  /** Rejects when the request's session, or its token, opens nothing any more. */
  readonly authorise: (request: FastifyRequest) => Promise<void>;
}

/** `/v1/admin/events/stream`: what happens, as it happens, until the reader goes, its session ends, or the service stops. */
export function addStreamRoute(server: ZodServer, { outbox, feed, clock, authorise, beatEveryMs }: StreamParts): void {
  const open = new Set<EventStream>();
  server.addHook("preClose", async () => {
    for (const stream of open) stream.end();
    await feed.close();
  });

  server.get(
    "/v1/admin/events/stream",
    {
      schema: { querystring: streamQuerySchema },
      config: {
        isLongLived: true,
        operation: {
          operationId: "followEvents",
          tag: "Admin: events",
          security: "adminToken",
          summary: "Follow events as they come and as they are settled",
          description:
            "Server-sent events (text/event-stream). `events` has `events`, as the search shows them, new ones and changed ones; `reset` says that more was missed than is told, so that the list is to be read anew. Last-Event-ID resumes.",
          answer: { status: 200, description: "A stream; it ends with the session." },
          problems: ["key_missing", "key_refused", "request_invalid", "overloaded"],
        },
      },
    },
    async (request, reply) => {
      if (open.size >= MAX_STREAMS) throw new HttpProblem("overloaded", "Too many are following the events already.");
      const filter = filterOf(request.query);
      const stream = openEventStream(reply, { retryMs: RETRY_MS });
      open.add(stream);
      let newestId = 0;
      const tell = (events: readonly EventSummary[]) => {
        newestId = Math.max(newestId, ...events.map(({ id }) => id));
        const wanted = events.filter((event) => matchesFilter(filter, event));
        if (wanted.length > 0) stream.send("events", { events: wanted.map(showEvent) }, `${newestId}-${clock.now()}`);
      };
      const missed = await readMissed(request.headers["last-event-id"]);
      if (missed === "too much") stream.send("reset", {});
      else tell(missed);
      const stop = feed.subscribe(({ events, isComplete }) => {
        if (!isComplete) stream.send("reset", {});
        tell(events);
      });
      const ended = new AbortController();
      stream.onEnd(() => {
        stop();
        open.delete(stream);
        ended.abort();
      });
      void beat(stream, request, ended.signal);
      return reply;
    },
  );

  async function readMissed(lastId: string | string[] | undefined): Promise<readonly EventSummary[] | "too much"> {
    const [, id, at] = /^(\d{1,15})-(\d{1,15})$/.exec(String(lastId ?? "")) ?? [];
    if (id === undefined || at === undefined) return [];
    if (clock.now() - Number(at) > MISSED_AT_MOST_MS) return "too much";
    const missed = await outbox.changes({ after: Number(id), settledSince: Number(at), limit: CAUGHT_UP });
    return missed.isComplete ? missed.events : "too much";
  }

  async function beat(stream: EventStream, request: FastifyRequest, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await clock.sleep(beatEveryMs, ended);
      const mayGoOn = await authorise(request).then(
        () => true,
        () => false,
      );
      if (mayGoOn) stream.beat();
      else stream.end();
      if (!mayGoOn) return;
    }
  }
}
