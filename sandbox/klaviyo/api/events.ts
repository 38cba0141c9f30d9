import { TIERS } from "../access/rate-limits.ts";
import { emptyAnswer, jsonAnswer } from "../http/answer.ts";
import { type ApiFault, notFound, refuse } from "../http/api-error.ts";
import { eventCreation } from "../shapes/event-shape.ts";
import { nameProfile } from "../shapes/profile-shape.ts";
import { startVisit } from "../shapes/shape.ts";
import { parseTime } from "../shapes/time.ts";
import type { StoredEvent } from "../store/events.ts";
import { type CollectionRules, collectionAnswer, holds, readCollectionQuery, readIncludes } from "./collection.ts";
import type { Comparison } from "./filter.ts";
import { metricResource } from "./metrics.ts";
import { profileResource } from "./profiles.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const TIME_OPERATORS = ["greater-or-equal", "greater-than", "less-or-equal", "less-than"];

const RULES: CollectionRules = {
  resource: "event",
  filters: {
    metric_id: ["equals"],
    profile_id: ["equals"],
    profile: ["has"],
    metric: ["has"],
    datetime: TIME_OPERATORS,
    timestamp: TIME_OPERATORS,
  },
  sorts: ["datetime", "timestamp"],
  defaultSort: "-datetime",
  includes: ["attributions", "metric", "profile"],
  pageSize: { usual: 200, max: 1_000 },
};

/** Sent when Klaviyo took the event but not the phone number ("API validation improvements for phone number handling"). */
export const PHONE_IGNORED = { "X-Klaviyo-Partial-Failure": "phone_number" };

export const eventRoutes: readonly Route[] = [
  { method: "POST", path: "/api/events", scopes: ["events:write"], limits: TIERS.xl, answer: createEvent },
  { method: "GET", path: "/api/events", scopes: ["events:read"], limits: TIERS.xl, answer: listEvents },
  { method: "GET", path: "/api/events/{id}", scopes: ["events:read"], limits: TIERS.m, answer: getEvent },
];

/** 202 means "validated and submitted for processing": no body, no id (OpenAPI, Create Event). */
function createEvent(request: ApiRequest) {
  const visit = startVisit(request.nowMs, request.checksProperties);
  const { body } = request;
  if (!eventCreation(body, visit)) return refuse(400, visit.faults);
  const { profile, ...event } = body.data.attributes;
  visit.path.push("data", "attributes", "profile", "data");
  const { meta, ...attributes } = profile.data.attributes;
  const named = nameProfile({ ...profile.data, attributes, ...(meta === undefined ? {} : { meta }) }, visit);
  if (named === null) return refuse(400, visit.faults);
  const { ingestion } = request.account;
  ingestion.settle(request.nowMs);
  ingestion.accept([{ profile: named, events: [event], backfill: false, via: "single", acceptedAt: request.nowMs }]);
  return emptyAnswer(202, named.phoneIgnored ? PHONE_IGNORED : {});
}

function listEvents(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const { query } = asked;
  request.account.ingestion.settle(request.nowMs);
  const direction = query.sort?.descending ? -1 : 1;
  const events = request.account.ingestion.events
    .filter((event) => query.comparisons.every((comparison) => eventHolds(comparison, event)))
    .sort((one, other) => direction * (one.timeSeconds - other.timeSeconds));
  return collectionAnswer(
    request,
    query,
    events,
    (event) => eventResource(request, event),
    (page) => includedWith(request, page, query.includes),
  );
}

function getEvent(request: ApiRequest) {
  const faults: ApiFault[] = [];
  const includes = readIncludes(request, RULES, faults);
  if (faults.length > 0) return refuse(400, faults);
  request.account.ingestion.settle(request.nowMs);
  const event = request.account.ingestion.find(request.id);
  if (event === undefined) return notFound(`An event with id ${request.id} does not exist.`);
  return jsonAnswer(200, {
    data: eventResource(request, event),
    links: { self: `${request.origin}${request.target}` },
    ...(includes.length > 0 ? { included: includedWith(request, [event], includes) } : {}),
  });
}

function eventHolds(comparison: Comparison, event: StoredEvent): boolean {
  switch (comparison.field) {
    case "metric_id":
    case "metric":
      return holds(comparison, event.metricId, String);
    case "profile_id":
    case "profile":
      return holds(comparison, event.profileId, String);
    case "datetime":
      return holds(comparison, event.timeSeconds * 1_000, parseTime);
    default:
      return holds(comparison, event.timeSeconds, Number);
  }
}

/** `unique_id`, `value` and `value_currency` come back as `$event_id`, `$value` and `$value_currency` (Events API overview). */
function eventResource(request: ApiRequest, event: StoredEvent) {
  const attributes = {
    timestamp: event.timeSeconds,
    event_properties: {
      ...event.properties,
      $event_id: event.uniqueId,
      ...(event.value === null ? {} : { $value: event.value }),
      ...(event.valueCurrency === null ? {} : { $value_currency: event.valueCurrency }),
    },
    datetime: isoTime(event.timeSeconds * 1_000),
    uuid: event.uuid,
  };
  const path = `events/${event.id}`;
  return resource(request, "event", event.id, attributes, {
    profile: relationship(request, path, "profile", { type: "profile", id: event.profileId }),
    metric: relationship(request, path, "metric", { type: "metric", id: event.metricId }),
    attributions: { ...relationship(request, path, "attributions", null), data: [] },
  });
}

function includedWith(
  request: ApiRequest,
  events: readonly StoredEvent[],
  includes: readonly string[],
): readonly unknown[] {
  const { metrics, profiles } = request.account;
  const included: unknown[] = [];
  if (includes.includes("metric")) {
    for (const id of new Set(events.map((event) => event.metricId))) {
      const metric = metrics.find(id);
      if (metric !== undefined) included.push(metricResource(request, metric));
    }
  }
  if (includes.includes("profile")) {
    for (const id of new Set(events.map((event) => event.profileId))) {
      const profile = profiles.find(id);
      if (profile !== undefined) included.push(profileResource(request, profile));
    }
  }
  return included;
}
