import type { IncomingMessage, ServerResponse } from "node:http";
import { keyIn } from "../access/keys.ts";
import { namedEvents } from "../faults/named-events.ts";
import { composeAnswer, describePlan, type PlannedAnswer, processes } from "../faults/planned-answer.ts";
import { answerInspection } from "../inspection/inspection-routes.ts";
import type { SandboxState } from "../state.ts";
import { answerView, isViewPath } from "../view/serve-view.ts";
import { type Answer, emptyAnswer } from "./answer.ts";
import { answerApi, type Received } from "./answer-api.ts";
import { standardError } from "./api-error.ts";
import { readBody } from "./read-body.ts";
import { resetConnection, sendAnswer } from "./send-answer.ts";

/** Takes one request from its head to its answer, through the faults that are planned for it. */
export async function serveRequest(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const target = request.url ?? "/";
  const queryAt = target.indexOf("?");
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  if (path.startsWith("/__sandbox")) {
    const read = await readBody(request);
    const json = read.kind === "text" ? parseJson(read.text) : undefined;
    await sendAnswer(response, answerInspection(state, method, target, json), null);
    return;
  }

  if (isViewPath(path)) {
    const read = await readBody(request);
    await sendAnswer(response, answerView(state, method, target, read.kind === "text" ? read.text : ""), null);
    return;
  }

  const nowMs = state.clock.now();
  const startedAt = state.clock.monotonic();
  const sequence = state.log.nextSequence();
  const account = state.keys.find(keyIn(request.headers.authorization) ?? "")?.accountId ?? null;
  const log = (status: number | null, manner: string) =>
    state.log.add({
      sequence,
      at: nowMs,
      method,
      target,
      account,
      status,
      manner,
      durationMs: state.clock.monotonic() - startedAt,
    });

  if (state.faults.size > 0 && state.faults.strike("before-body", { method, path, account }, []) !== null) {
    log(null, "reset-before-body");
    resetConnection(response);
    return;
  }
  const read = await readBody(request);
  if (read.kind === "aborted") {
    log(null, "aborted");
    return;
  }
  const received: Received = {
    method,
    target,
    path,
    headers: request.headers,
    read,
    json: read.kind === "text" ? parseJson(read.text) : undefined,
    nowMs,
  };
  state.openApi?.checkRequest(received);

  const isWatched = state.attempts !== null || state.scripts.size > 0 || state.faults.size > 0;
  const events = isWatched && typeof received.json === "object" ? namedEvents(received.json.value) : [];
  const plan = state.scripts.next(events) ?? state.faults.strike("after-body", { method, path, account }, events);
  const usual = plan === null || processes(plan) ? answerUsually(state, received) : null;
  const answer = plan === null ? usual : composeAnswer(plan, usual);
  const isAnswered = plan?.timeout !== true && plan?.reset === undefined;
  const status = isAnswered ? (answer?.status ?? null) : null;
  const manner = plan === null ? "answered" : describePlan(plan);

  state.attempts?.add(account, events, { sequence, at: nowMs, path, status, manner, accepted: usual?.status === 202 });
  log(status, manner);
  await deliver(response, answer, plan);
}

async function deliver(response: ServerResponse, answer: Answer | null, plan: PlannedAnswer | null): Promise<void> {
  if (plan?.timeout) return;
  if (plan?.reset === "after-body" || plan?.reset === "before-body") {
    resetConnection(response);
    return;
  }
  await sendAnswer(response, answer ?? emptyAnswer(500), plan);
}

function answerUsually(state: SandboxState, received: Received): Answer {
  try {
    const answer = answerApi(state, received);
    state.openApi?.checkAnswer(received, answer);
    return answer;
  } catch (error) {
    return standardError(500, {
      code: "sandbox_bug",
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

function parseJson(text: string): Received["json"] {
  if (text === "") return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return "malformed";
  }
}
