import type { IncomingHttpHeaders } from "node:http";
import { authenticate, refuseScopes } from "../access/keys.ts";
import { isOptOut, refuseRevision } from "../access/revision.ts";
import { matchRoute } from "../api/routes.ts";
import type { SandboxState } from "../state.ts";
import type { Answer } from "./answer.ts";
import { invalidInput, notFound, refuse, standardError, throttled } from "./api-error.ts";
import type { ReadBody } from "./read-body.ts";

/** A request whose body was read. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly read: Exclude<ReadBody, { kind: "aborted" }>;
  /** Undefined without a body; `malformed` when it is no JSON. */
  readonly json: { readonly value: unknown } | "malformed" | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

const MEDIA_TYPES = ["application/json", "application/vnd.api+json"];

/**
 * What Klaviyo answers. In the order of its stack: route, credentials, revision, scopes, rate limit, media type, body. A request that is
 * refused with 400 has used up its place in the rate windows, one with 401, 403 or 404 has not.
 */
export function answerApi(state: SandboxState, received: Received): Answer {
  const { headers, nowMs } = received;
  if (state.paused) return standardError(503, { detail: "Klaviyo is undergoing maintenance." });
  const match = matchRoute(received.method, received.path);
  if (match.kind === "not_found") return notFound(`The path ${received.path} does not exist.`);
  if (match.kind === "method_not_allowed") return methodNotAllowed(received.method, match.allowed);
  const { route, endpoint, id } = match;

  const key = authenticate(state.keys, headers.authorization);
  if ("status" in key) return key;
  const revision = headers.revision;
  const refused =
    refuseRevision(
      typeof revision === "string" ? revision : undefined,
      isOptOut(headers["x-klaviyo-revision-fall-forward-opt-out"]),
    ) ?? refuseScopes(key, route.scopes);
  if (refused !== null) return refused;
  const account = state.accounts.get(key.accountId);
  if (account === undefined) return standardError(401, { pointer: "/data/" });

  const verdict = state.windows(account, endpoint).take(nowMs);
  if (!verdict.allowed) return throttled(verdict.retryAfterSeconds);
  const answer =
    (route.method === "GET" || route.method === "DELETE" ? null : refuseBody(received)) ??
    route.answer({
      account,
      id,
      query: new URLSearchParams(received.target.slice(received.path.length + 1)),
      body: typeof received.json === "object" ? received.json.value : undefined,
      origin: `http://${headers.host ?? "localhost"}`,
      target: received.target,
      nowMs,
      render: state.render,
      checksProperties: state.checksProperties,
    });
  return { ...answer, headers: { ...verdict.headers, ...answer.headers } };
}

function methodNotAllowed(method: string, allowed: readonly string[]): Answer {
  const detail = `Method "${method}" not allowed.`;
  return refuse(
    405,
    [{ code: "method_not_allowed", title: "Method not allowed.", detail, source: { pointer: "/data/" } }],
    {
      Allow: allowed.join(", "),
    },
  );
}

function refuseBody(received: Received): Answer | null {
  const mediaType = (received.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const encoding = received.headers["content-encoding"] ?? "identity";
  if (!MEDIA_TYPES.includes(mediaType) || encoding !== "identity") return standardError(415);
  if (received.read.kind === "too_large") return standardError(413);
  if (typeof received.json === "object") return null;
  return refuse(400, [invalidInput("The payload provided in the request is invalid.", "/data")]);
}
