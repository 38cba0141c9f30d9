import { TIERS } from "../access/rate-limits.ts";
import { type Answer, jsonAnswer } from "../http/answer.ts";
import { notFound, refuse } from "../http/api-error.ts";
import { type NamedProfile, nameProfile, profileCreation, profileUpdate } from "../shapes/profile-shape.ts";
import { fault, startVisit } from "../shapes/shape.ts";
import { parseTime } from "../shapes/time.ts";
import type { Profile } from "../store/profiles.ts";
import { type CollectionRules, collectionAnswer, holds, readCollectionQuery } from "./collection.ts";
import { PHONE_IGNORED } from "./events.ts";
import type { Comparison } from "./filter.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const read = { scopes: ["profiles:read"], limits: TIERS.l };
const write = { scopes: ["profiles:write"], limits: TIERS.l };

const RULES: CollectionRules = {
  resource: "profile",
  filters: {
    id: ["any", "equals"],
    email: ["any", "equals"],
    phone_number: ["any", "equals"],
    external_id: ["any", "equals"],
    _kx: ["equals"],
    created: ["greater-than", "less-than"],
    updated: ["greater-than", "less-than"],
  },
  sorts: ["created", "updated", "email", "id"],
  includes: [],
  pageSize: { usual: 20, max: 100 },
};

export const profileRoutes: readonly Route[] = [
  { method: "GET", path: "/api/profiles", ...read, answer: listProfiles },
  { method: "POST", path: "/api/profiles", ...write, answer: createProfile },
  { method: "GET", path: "/api/profiles/{id}", ...read, answer: getProfile },
  { method: "PATCH", path: "/api/profiles/{id}", ...write, answer: updateProfile },
];

function listProfiles(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const { query } = asked;
  request.account.ingestion.settle(request.nowMs);
  const profiles = [...request.account.profiles.all()].filter((profile) =>
    query.comparisons.every((comparison) => profileHolds(comparison, profile)),
  );
  const { sort } = query;
  if (sort !== null) {
    const direction = sort.descending ? -1 : 1;
    profiles.sort((one, other) => direction * compare(sortValue(one, sort.field), sortValue(other, sort.field)));
  }
  return collectionAnswer(request, query, profiles, (profile) => profileResource(request, profile));
}

function getProfile(request: ApiRequest) {
  request.account.ingestion.settle(request.nowMs);
  const profile = request.account.profiles.find(request.id);
  return profile === undefined ? unknownProfile(request.id) : profileAnswer(request, 200, profile);
}

/** Strict create: 409 when an identifier is taken. */
function createProfile(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!profileCreation(body, visit)) return refuse(400, visit.faults);
  visit.path.push("data");
  const named = nameProfile(body.data, visit);
  if (named === null) return refuse(400, visit.faults);
  account.ingestion.settle(request.nowMs);
  const [taken] = account.profiles.matching(named.attributes);
  if (taken !== undefined) return duplicateProfile(taken);
  return profileAnswer(request, 201, account.profiles.create(named, request.nowMs), named);
}

/** Absent fields stay, null clears. */
function updateProfile(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!profileUpdate(body, visit)) return refuse(400, visit.faults);
  account.ingestion.settle(request.nowMs);
  const profile = account.profiles.find(request.id);
  if (profile === undefined) return unknownProfile(request.id);
  visit.path.push("data");
  if (body.data.id !== request.id) fault(visit, "'id' must be the id of the path.", "id");
  const named = nameProfile(body.data, visit);
  if (named === null || visit.faults.length > 0) return refuse(400, visit.faults);
  const other = account.profiles.matching(named.attributes).find((candidate) => candidate !== profile);
  if (other !== undefined) return duplicateProfile(other);
  account.profiles.update(profile, named, request.nowMs);
  return profileAnswer(request, 200, profile, named);
}

export function duplicateProfile(profile: Profile): Answer {
  return refuse(409, [
    {
      code: "duplicate_profile",
      title: "Conflict.",
      detail: "A profile already exists with one of these identifiers.",
      source: { pointer: "/data/attributes" },
      meta: { duplicate_profile_id: profile.id },
    },
  ]);
}

export function unknownProfile(id: string): Answer {
  return notFound(`A profile with id ${id} does not exist.`);
}

export function profileAnswer(request: ApiRequest, status: number, profile: Profile, named?: NamedProfile): Answer {
  const document = {
    data: profileResource(request, profile),
    links: { self: `${request.origin}/api/profiles/${profile.id}/` },
  };
  return jsonAnswer(status, document, named?.phoneIgnored ? PHONE_IGNORED : {});
}

const PLAIN = [
  "email",
  "phone_number",
  "external_id",
  "first_name",
  "last_name",
  "organization",
  "locale",
  "title",
  "image",
];
const LOCATION = [
  "address1",
  "address2",
  "city",
  "country",
  "latitude",
  "longitude",
  "region",
  "zip",
  "timezone",
  "ip",
];

export function profileResource(request: ApiRequest, profile: Profile) {
  const attributes = {
    ...Object.fromEntries(PLAIN.map((name) => [name, profile.attributes.get(name) ?? null])),
    created: isoTime(profile.created),
    updated: isoTime(profile.updated),
    last_event_date: profile.lastEventAt === null ? null : isoTime(profile.lastEventAt),
    location: Object.fromEntries(LOCATION.map((name) => [name, profile.location.get(name) ?? null])),
    properties: profile.properties,
  };
  const path = `profiles/${profile.id}`;
  return resource(request, "profile", profile.id, attributes, {
    lists: relationship(request, path, "lists", null),
    segments: relationship(request, path, "segments", null),
    "push-tokens": relationship(request, path, "push-tokens", null),
  });
}

function profileHolds(comparison: Comparison, profile: Profile): boolean {
  switch (comparison.field) {
    case "id":
      return holds(comparison, profile.id, String);
    case "created":
    case "updated":
      return holds(comparison, profile[comparison.field], parseTime);
    case "email":
      return holds(comparison, sortValue(profile, "email"), (text) => text.toLowerCase());
    default:
      return holds(comparison, sortValue(profile, comparison.field), String);
  }
}

function sortValue(profile: Profile, field: string): string | number {
  if (field === "created" || field === "updated") return profile[field];
  if (field === "id") return profile.id;
  const value = profile.attributes.get(field);
  if (typeof value !== "string") return "";
  return field === "email" ? value.toLowerCase() : value;
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
