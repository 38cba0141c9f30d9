import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "graphql";
import { type Answer, emptyAnswer } from "../../klaviyo/http/answer.ts";
import { readBody } from "../../klaviyo/http/read-body.ts";
import { resetConnection, sendAnswer } from "../../klaviyo/http/send-answer.ts";
import type { SandboxToken } from "../access/tokens.ts";
import { givesUsualAnswer, type PlannedAnswer, type RequestFacts } from "../faults/fault-rules.ts";
import { answerGraphql, graphqlRequest, rootFieldsOf } from "../graphql/answer-graphql.ts";
import { errorAnswer } from "../graphql/errors.ts";
import { answerInspection } from "../inspection/inspection-routes.ts";
import type { SandboxState } from "../state.ts";
import { composeAnswer, describePlan } from "./planned-answer.ts";

/** Takes one request from its head to its answer, through the faults that are planned for it. */
export async function serveRequest(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const target = request.url ?? "/";
  const read = await readBody(request);
  if (read.kind === "aborted") return;
  const json = read.kind === "text" ? parseJson(read.text) : undefined;
  if (target.startsWith("/__sandbox")) {
    await sendAnswer(response, answerInspection(state, method, target, json), null);
    return;
  }

  const startedAt = state.clock.monotonic();
  const nowMs = state.clock.now();
  const parsed = graphqlRequest.safeParse(json);
  const facts = parsed.success ? factsOf(parsed.data.query) : { kind: "none", fields: [] };
  const plan = state.faults.size > 0 ? state.faults.strike(facts) : null;
  const isUsual = plan === null || givesUsualAnswer(plan);
  const usual = isUsual || plan?.accept ? await answerUsually(state, request, target, json, plan, nowMs) : null;
  const isAnswered = plan?.timeout !== true && plan?.reset !== "after-body";
  const answer = plan === null ? usual : composeAnswer(plan, isUsual ? usual : null, state.retryAfterForm, nowMs);
  state.log.add({
    sequence: state.log.nextSequence(),
    at: nowMs,
    method,
    target: `/${facts.kind}/${facts.fields.join("+") || "unreadable"}`,
    account: null,
    status: isAnswered ? (answer?.status ?? null) : null,
    manner: plan === null ? "answered" : describePlan(plan),
    durationMs: state.clock.monotonic() - startedAt,
  });
  if (plan?.timeout) return;
  if (!isAnswered) {
    resetConnection(response);
    return;
  }
  const { delayMs, trickleMs, body, reset } = plan ?? {};
  await sendAnswer(response, answer ?? emptyAnswer(500), {
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(trickleMs === undefined ? {} : { trickleMs }),
    ...(body === undefined ? {} : { body }),
    ...(reset === undefined ? {} : { reset }),
  });
}

async function answerUsually(
  state: SandboxState,
  request: IncomingMessage,
  target: string,
  json: unknown,
  plan: PlannedAnswer | null,
  nowMs: number,
): Promise<Answer> {
  if (target.split("?")[0] !== "/graphql") return errorAnswer(404, "Not found", "http");
  if (request.method !== "POST") return errorAnswer(405, "Method not allowed", "http");
  const token = findToken(state, request, plan, nowMs);
  if (typeof token === "string") return errorAnswer(401, token, "authentication");
  const parsed = graphqlRequest.safeParse(json);
  if (!parsed.success) return errorAnswer(400, "The body must be JSON with a query.", "request");
  try {
    return await answerGraphql(state, token, parsed.data, nowMs, plan?.fields ?? {});
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return errorAnswer(500, `The sandbox has a bug: ${detail}`, "sandbox_bug");
  }
}

/** The token, or why there is none. */
function findToken(
  state: SandboxState,
  { headers }: IncomingMessage,
  plan: PlannedAnswer | null,
  nowMs: number,
): SandboxToken | string {
  const given = state.tokens.read(headers.authorization, headers.cookie);
  if (given === null) return "Authorization is missing.";
  const token = state.tokens.find(given, nowMs);
  if (token === "unknown") return "Access token is invalid.";
  if (token === "expired") return "Access token has expired.";
  const without = plan?.withoutPermissions;
  if (without === undefined) return token;
  const all = token.permissions === "all" ? [...state.schema.permissions.values()] : token.permissions;
  return { ...token, permissions: all.filter((permission) => !without.includes(permission)) };
}

function factsOf(query: string): RequestFacts {
  try {
    const operation = parse(query).definitions.find((definition) => definition.kind === "OperationDefinition");
    if (operation === undefined) return { kind: "none", fields: [] };
    return { kind: operation.operation, fields: rootFieldsOf(operation) };
  } catch {
    return { kind: "none", fields: [] };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
