import type { z } from "zod";
import type { ChangeLog } from "../../changes/change-log.ts";
import type { HeldRelease } from "../../intake/held-release.ts";
import type { EventFilter, EventSummary, Outbox, Page } from "../../outbox/outbox.ts";
import { authorOf } from "../access/actor.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import type { ZodServer } from "../validation.ts";
import {
  eventDetailSchema,
  eventListSchema,
  eventQuerySchema,
  type eventSchema,
  heldListSchema,
  heldQuerySchema,
  releasedHeldSchema,
  releaseHeldSchema,
  replayableQuerySchema,
  replayableSchema,
  replayedSchema,
  replaySchema,
} from "./schemas/events.ts";
import { eventParamsSchema } from "./schemas/params.ts";

const tag = "Admin: events";
const security = "adminToken";
const refusals: readonly ProblemCode[] = ["key_missing", "key_refused", "request_invalid"];

interface EventRouteParts {
  readonly outbox: Outbox;
  readonly changes: ChangeLog;
  readonly heldRelease: Pick<HeldRelease, "releaseNow">;
}

const COUNTED_UP_TO = 10_000;

/** `/v1/admin/events` and `/v1/admin/held`: what became of everything that was taken. */
export function addEventRoutes(server: ZodServer, { outbox, heldRelease, changes }: EventRouteParts): void {
  server.get(
    "/v1/admin/events",
    {
      schema: { querystring: eventQuerySchema },
      config: {
        operation: {
          operationId: "searchEvents",
          tag,
          security,
          summary: "Search events, newest first",
          answer: { status: 200, description: "One page, without payloads.", schema: eventListSchema },
          problems: refusals,
        },
      },
    },
    async (request) => {
      const page = pageOf(request.query);
      const found = await outbox.search(filterOf(request.query), page);
      return { events: found.map(showEvent), next: nextOf(found, page) };
    },
  );

  server.get(
    "/v1/admin/events/:event",
    {
      schema: { params: eventParamsSchema },
      config: {
        operation: {
          operationId: "showEvent",
          tag,
          security,
          summary: "Show an event with its payload",
          answer: { status: 200, description: "Credentials in it are masked.", schema: eventDetailSchema },
          problems: [...refusals, "event_not_found"],
        },
      },
    },
    async (request) => {
      const event = await outbox.find(request.params.event);
      if (event === null) throw new HttpProblem("event_not_found", `There is no event ${request.params.event}.`);
      const { body, profile, failedAttempts } = event;
      return { ...showEvent(event), body: JSON.parse(body), profile: JSON.parse(profile), failedAttempts };
    },
  );

  server.post(
    "/v1/admin/events/replay",
    {
      schema: { body: replaySchema },
      config: {
        operation: {
          operationId: "replayEvents",
          tag,
          security,
          summary: "Send dead or skipped events again",
          description: "Under their own ids, so nothing is doubled in Klaviyo.",
          answer: { status: 200, description: "How many are on the way again.", schema: replayedSchema },
          problems: refusals,
        },
      },
    },
    async (request) => {
      const { ids, plugin = null } = request.body;
      const replayed = await outbox.replay({ ...filterOf(request.body), ...(ids === undefined ? {} : { ids }) });
      const author = authorOf(request);
      if (replayed > 0) await changes.note({ kind: "events_replayed", author, pluginId: plugin, count: replayed });
      return { replayed };
    },
  );

  server.get(
    "/v1/admin/events/replayable",
    {
      schema: { querystring: replayableQuerySchema },
      config: {
        operation: {
          operationId: "countReplayableEvents",
          tag,
          security,
          summary: "How many events a replay would send again",
          answer: {
            status: 200,
            description: "Exact, save that a filter by customer, order or time is counted up to 10,000.",
            schema: replayableSchema,
          },
          problems: refusals,
        },
      },
    },
    async (request) => ({
      replayable: await outbox.countReplayable(filterOf(request.query), COUNTED_UP_TO),
      countedUpTo: COUNTED_UP_TO,
    }),
  );

  server.get(
    "/v1/admin/held",
    {
      schema: { querystring: heldQuerySchema },
      config: {
        operation: {
          operationId: "listHeldEvents",
          tag,
          security,
          summary: "List events that wait for a setting",
          description:
            "For example for an exchange rate. They go out by themselves once the plugin is changed accordingly.",
          answer: { status: 200, description: "One page, newest first, without payloads.", schema: heldListSchema },
          problems: refusals,
        },
      },
    },
    async (request) => {
      const page = pageOf(request.query);
      const { plugin } = request.query;
      const found = await outbox.heldEvents(plugin === undefined ? {} : { pluginId: plugin }, page);
      return {
        held: found.map(({ commerceEvent: _payload, profileKey, ...row }) => ({ ...row, email: profileKey })),
        next: nextOf(found, page),
      };
    },
  );

  server.post(
    "/v1/admin/held/release",
    {
      schema: { body: releaseHeldSchema },
      config: {
        operation: {
          operationId: "releaseHeldEvents",
          tag,
          security,
          summary: "Try a plugin's held events again now",
          description: "Under the settings of now. What still cannot be mapped stays held, with the reason of today.",
          answer: { status: 200, description: "How many are on the way.", schema: releasedHeldSchema },
          problems: [...refusals, "plugin_not_found"],
        },
      },
    },
    async (request) => {
      const { plugin } = request.body;
      const released = await heldRelease.releaseNow(plugin);
      if (released === null) throw new HttpProblem("plugin_not_found", `There is no plugin ${plugin}.`);
      const author = authorOf(request);
      if (released > 0) await changes.note({ kind: "held_released", author, pluginId: plugin, count: released });
      return { released };
    },
  );
}

type FilterFields = Partial<Omit<z.infer<typeof replaySchema>, "ids">>;

/** The filter that a query or a body asks for. */
export function filterOf({ plugin, state, lane, metric, email, order, from, until }: FilterFields): EventFilter {
  return {
    ...(plugin === undefined ? {} : { pluginId: plugin }),
    ...(state === undefined ? {} : { state }),
    ...(lane === undefined ? {} : { lane }),
    ...(metric === undefined ? {} : { metric }),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(order === undefined ? {} : { orderNumber: order }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

function pageOf({ limit, before }: { limit: number; before?: number | undefined }): Page {
  return before === undefined ? { limit } : { limit, before };
}

function nextOf(rows: readonly { readonly id: number }[], { limit }: Page): number | null {
  return rows.length < limit ? null : (rows.at(-1)?.id ?? null);
}

export function showEvent(event: EventSummary): z.infer<typeof eventSchema> {
  const { id, pluginId, lane, metric, uniqueId, state, attempts, dueAt, occurredAt, receivedAt, settledAt } = event;
  const { email, name, orderNumber, commerceType, commerceSource, commerceId, reason, failure } = event;
  return {
    ...{ id, pluginId, lane, metric, uniqueId, state, attempts, dueAt, occurredAt, receivedAt, settledAt },
    ...{ email, name, orderNumber, commerceType, commerceSource, commerceId, reason, failure },
  };
}
