import { TIERS } from "../access/rate-limits.ts";
import { refuse } from "../http/api-error.ts";
import { nameProfile, profileImport } from "../shapes/profile-shape.ts";
import { startVisit } from "../shapes/shape.ts";
import { duplicateProfile, profileAnswer, unknownProfile } from "./profiles.ts";
import type { ApiRequest, Route } from "./request.ts";

export const profileImportRoutes: readonly Route[] = [
  { method: "POST", path: "/api/profile-import", scopes: ["profiles:write"], limits: TIERS.l, answer: importProfile },
];

/** Upsert: 201 created, 200 updated, 409 when the identifiers belong to different profiles. */
function importProfile(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body } = request;
  const { profiles, ingestion } = request.account;
  if (!profileImport(body, visit)) return refuse(400, visit.faults);
  visit.path.push("data");
  const named = nameProfile(body.data, visit);
  if (named === null) return refuse(400, visit.faults);
  ingestion.settle(request.nowMs);
  const byId = named.id === null ? undefined : profiles.find(named.id);
  if (named.id !== null && byId === undefined) return unknownProfile(named.id);
  const matching = profiles.matching(named.attributes);
  const target = byId ?? matching[0];
  const other = matching.find((profile) => profile !== target);
  if (other !== undefined) return duplicateProfile(other);
  if (target === undefined) return profileAnswer(request, 201, profiles.create(named, request.nowMs), named);
  profiles.update(target, named, request.nowMs);
  return profileAnswer(request, 200, target, named);
}
