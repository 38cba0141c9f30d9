import type { Answer } from "../http/answer.ts";
import { invalidInput, refuse, standardError } from "../http/api-error.ts";

/** The revision that the sandbox behaves as. */
const REVISION = "2026-07-15";

/** Released and still served at 2026-07-15: a revision lives two years ("API versioning and deprecation policy"). */
const LIVING = new Set([
  "2024-10-15",
  "2025-01-15",
  "2025-04-15",
  "2025-07-15",
  "2025-10-15",
  "2026-01-15",
  "2026-04-15",
  REVISION,
]);
const OLDEST_LIVING = "2024-10-15";

/**
 * The refusal that a `revision` header gets, or null. A retired revision is served by the oldest living one, unless the client asks
 * for 410 with `X-Klaviyo-Revision-Fall-Forward-Opt-Out: 1`. All living revisions are served as 2026-07-15.
 */
export function refuseRevision(revision: string | undefined, fallForwardOptOut: boolean): Answer | null {
  if (revision === undefined || revision === "") {
    return refuse(400, [invalidInput("A revision header is required: revision: YYYY-MM-DD.", "/data/")]);
  }
  if (LIVING.has(revision)) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(revision)) {
    return refuse(400, [invalidInput(`'${revision}' is not a valid revision.`, "/data/")]);
  }
  if (revision > REVISION) {
    return refuse(400, [invalidInput("Unable to specify a future revision date.", "/data/")]);
  }
  if (revision < OLDEST_LIVING) {
    return fallForwardOptOut
      ? standardError(410, { detail: `The revision ${revision} has been retired.`, pointer: "/data/" })
      : null;
  }
  return standardError(404, {
    detail: `No valid revisions found for method and revision ${revision}.`,
    pointer: "/data/",
  });
}

export function isOptOut(header: string | readonly string[] | undefined): boolean {
  return header === "1" || header === "true";
}
