import { z } from "zod";
import type { Failed, FailureCode, GraphqlError, Outcome } from "./outcome.ts";
import { parseRetryAfter } from "./retry-after.ts";

const textList = z.array(z.string()).catch([]);

const documentSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish().catch(null),
  errors: z
    .array(
      z.object({
        message: z.string().catch(""),
        path: z.array(z.union([z.string(), z.number()])).catch([]),
        extensions: z.object({ category: z.string().catch("") }).catch({ category: "" }),
      }),
    )
    .catch([]),
  extensions: z
    .object({
      complexity: z.number().nullable().catch(null),
      permissionsUsed: textList,
      deprecatedFieldsUsed: textList,
      deprecatedPermissionsUsed: textList,
      appVersion: z.string().nullable().catch(null),
    })
    .catch({
      complexity: null,
      permissionsUsed: [],
      deprecatedFieldsUsed: [],
      deprecatedPermissionsUsed: [],
      appVersion: null,
    }),
});

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** What an HTTP answer of the Integration API means, whatever its body. */
export function readAnswer({ status, retryAfter, text }: HttpAnswer, nowMs: number): Outcome {
  const fail = (code: FailureCode, detail: string, missingPermissions: readonly string[] = []): Failed => ({
    kind: "failed",
    code,
    detail: detail.replace(/\s+/g, " ").trim().slice(0, 500),
    status,
    retryAfterMs: parseRetryAfter(retryAfter, nowMs) ?? (status === 429 ? DEFAULT_WAIT_MS : null),
    missingPermissions,
  });
  if (status === 429) return fail("rate_limited", "Centra's rate limit is used up");
  const parsed = documentSchema.safeParse(parseJson(text));
  if (status >= 500) return fail("unreachable", `Centra answered ${status}`);
  if (!parsed.success) {
    if (status === 401 || status === 403) return fail("token_refused", `Centra answered ${status}`);
    return fail("unreachable", `Centra answered ${status} with something that is not JSON`);
  }
  const { data, errors, extensions } = parsed.data;
  const words = errors.map(({ message }) => message).join("; ");
  if (status === 401 || status === 403 || errors.some(isTokenRefusal))
    return fail("token_refused", words || `Centra answered ${status}`);
  if (hasValue(data)) {
    return {
      kind: "answered",
      data: data ?? {},
      errors: errors.map(toError),
      notes: {
        complexity: extensions.complexity,
        permissionsUsed: extensions.permissionsUsed,
        deprecations: [...extensions.deprecatedFieldsUsed, ...extensions.deprecatedPermissionsUsed],
        appVersion: extensions.appVersion,
      },
    };
  }
  const missing = errors.flatMap(({ message }) => missingPermissionIn(message) ?? []);
  if (missing.length > 0 || errors.some(isAuthorization)) return fail("permission_missing", words, missing);
  if (errors.some(({ message }) => /cannot query field|unknown (type|argument)|syntax error|variable "/i.test(message)))
    return fail("query_refused", words);
  if (errors.length > 0) return fail("centra_error", words);
  return fail("unreachable", `Centra answered ${status} without data`);
}

/** The wait when a 429 does not say: the shorter of Centra's windows. */
const DEFAULT_WAIT_MS = 10_000;

/** The permission in "You need Order:read permission to access orderConnection." */
export function missingPermissionIn(message: string): string | undefined {
  return /need\s+([A-Za-z]+(?:\.[A-Za-z]+)?:(?:read|write))\s+permission/i.exec(message)?.[1];
}

type ParsedError = z.output<typeof documentSchema>["errors"][number];

function toError({ message, path, extensions }: ParsedError): GraphqlError {
  return { message: message.slice(0, 500), path, category: extensions.category };
}

function isAuthorization({ extensions }: ParsedError): boolean {
  return extensions.category === "authorization";
}

function isTokenRefusal(error: ParsedError): boolean {
  return (
    error.extensions.category === "authentication" ||
    (missingPermissionIn(error.message) === undefined &&
      /\b(token|unauthenticated|unauthorized)\b.*\b(expired|invalid|revoked|missing|not valid)\b|\b(expired|invalid|revoked)\b.*\btoken\b|^(unauthenticated|unauthorized)/i.test(
        error.message,
      ))
  );
}

/** Data of which everything is null says as much as none. */
function hasValue(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return data != null && Object.values(data).some((value) => value !== null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
