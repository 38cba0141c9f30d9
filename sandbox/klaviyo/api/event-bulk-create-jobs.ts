import { TIERS } from "../access/rate-limits.ts";
import { emptyAnswer } from "../http/answer.ts";
import { refuse } from "../http/api-error.ts";
import { eventBulkCreation } from "../shapes/event-shape.ts";
import { type NamedProfile, nameProfile } from "../shapes/profile-shape.ts";
import { fault, type ShapeOf, startVisit, type Visit } from "../shapes/shape.ts";
import { type AcceptedGroup, uniqueIdOf } from "../store/ingestion.ts";
import { PHONE_IGNORED } from "./events.ts";
import type { ApiRequest, Route } from "./request.ts";

/** Events of all profiles of one request together (OpenAPI, Bulk Create Events). */
const EVENTS_MAX = 1_000;

export const eventBulkCreateJobRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/event-bulk-create-jobs",
    scopes: ["events:write"],
    limits: TIERS.m,
    answer: createEvents,
  },
];

/** All or nothing: one bad event, and none is taken. There is no job to look at afterwards. */
function createEvents(request: ApiRequest) {
  const visit = startVisit(request.nowMs, request.checksProperties);
  const { body } = request;
  if (!eventBulkCreation(body, visit)) return refuse(400, visit.faults);
  const groups = readGroups(body, visit);
  if (visit.faults.length > 0) return refuse(400, visit.faults);
  const { ingestion } = request.account;
  ingestion.settle(request.nowMs);
  ingestion.accept(groups);
  return emptyAnswer(202, groups.some((group) => group.profile.phoneIgnored) ? PHONE_IGNORED : {});
}

function readGroups(body: ShapeOf<typeof eventBulkCreation>, visit: Visit): AcceptedGroup[] {
  const items = body.data.attributes["events-bulk-create"].data;
  visit.path.push("data", "attributes", "events-bulk-create", "data");
  const count = items.reduce((sum, item) => sum + item.attributes.events.data.length, 0);
  if (count === 0) fault(visit, "'events-bulk-create' must contain at least one event.");
  if (count > EVENTS_MAX)
    fault(visit, `'events-bulk-create' has ${count} events; at most ${EVENTS_MAX} are allowed in a request.`);
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const { profile, events, backfill } = item.attributes;
    visit.path.push(index, "attributes", "profile", "data");
    const named = nameProfile(profile.data, visit);
    visit.path.length -= 2;
    if (named !== null) {
      for (const [position, event] of events.data.entries()) {
        const uniqueId = uniqueIdOf(event.attributes, visit.nowMs);
        const key = JSON.stringify([profileKeyOf(named), event.attributes.metric.data.attributes.name, uniqueId]);
        if (seen.has(key)) {
          const place = ["events", "data", position, "attributes", "unique_id"];
          fault(visit, "'unique_id' is repeated for the same profile and metric within the request.", ...place);
        }
        seen.add(key);
      }
    }
    visit.path.length -= 2;
    if (named === null) return [];
    return [
      {
        profile: named,
        events: events.data.map((event) => event.attributes),
        backfill: backfill ?? false,
        via: "bulk" as const,
        acceptedAt: visit.nowMs,
      },
    ];
  });
}

function profileKeyOf({ id, attributes }: NamedProfile): string {
  const { email, phone_number, external_id, anonymous_id, _kx } = attributes;
  return id || email?.toLowerCase() || phone_number || external_id || anonymous_id || _kx || "";
}
