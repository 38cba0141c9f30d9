import type { z } from "zod";
import type { Clock } from "../../clock.ts";
import { parseJson } from "../error-document.ts";
import type { Refused, Unreachable } from "../outcome.ts";
import { readRefusal } from "../read-answer.ts";
import type { Transport } from "../transport.ts";
import { KlaviyoSetupError, setupErrorOf } from "./errors.ts";
import { createPacer, type EndpointPace } from "./pace.ts";

/** One request of setting up an account. */
export interface SetupRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With the leading slash, and the query. */
  readonly path: string;
  /** What shares a limit: `POST /api/flows`. */
  readonly endpoint: string;
  readonly pace: EndpointPace;
  readonly scopes: readonly string[];
  /** In words, for errors: "make the template Order placed". */
  readonly what: string;
  readonly body?: unknown;
  /** Whether doing it twice is the same as once, so that it may be repeated without an answer. */
  readonly repeatable: boolean;
}

/** Sends a request at its endpoint's pace and reads the answer. Throws KlaviyoSetupError. */
export interface Ask {
  /** The answer of a 2xx. */
  read<T>(request: SetupRequest, answer: z.ZodType<T>): Promise<T>;
  /** As `read`; null for a 404. */
  find<T>(request: SetupRequest, answer: z.ZodType<T>): Promise<T | null>;
  /** For answers without a body. */
  done(request: SetupRequest): Promise<void>;
}

/** A template may be as large as a mail. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_TRIES = 6;
const FIRST_PAUSE_MS = 1_000;
/** A limit that is free again sooner is waited for; a day's limit ends the run. */
const LONGEST_WAIT_MS = 150_000;
const USUAL_WAIT_MS = 5_000;

export function createAsk(parts: {
  readonly transport: Transport;
  readonly privateKey: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}): Ask {
  const { transport, privateKey, clock, signal } = parts;
  const pace = createPacer(clock);

  async function send(request: SetupRequest): Promise<{ readonly text: string } | Refused | Unreachable> {
    await pace(request.endpoint, request.pace, signal);
    const answer = await transport.request({
      method: request.method,
      path: request.path,
      privateKey,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      signal,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    if (answer.kind === "unreachable") return answer;
    if (answer.status < 200 || answer.status > 299) return readRefusal(answer, clock.now());
    return answer.failure === null ? { text: answer.text } : { ...answer.failure, requestMayHaveBeenRead: true };
  }

  async function sendUntilAnswered(request: SetupRequest): Promise<{ readonly text: string } | Refused> {
    for (let tries = 1; ; tries += 1) {
      const answer = await send(request);
      if (!("kind" in answer)) return answer;
      const waitMs = waitBeforeRepeating(answer, request, tries);
      if (answer.kind === "refused" && waitMs === null && answer.status === 404) return answer;
      if (waitMs === null || signal?.aborted) throw setupErrorOf(answer, request);
      await clock.sleep(waitMs, signal);
    }
  }

  async function readText(request: SetupRequest): Promise<string> {
    const answer = await sendUntilAnswered(request);
    if ("kind" in answer) throw setupErrorOf(answer, request);
    return answer.text;
  }

  return {
    read: async (request, schema) => parseAnswer(request, await readText(request), schema),
    async find(request, schema) {
      const answer = await sendUntilAnswered(request);
      return "kind" in answer ? null : parseAnswer(request, answer.text, schema);
    },
    done: async (request) => void (await readText(request)),
  };
}

/** Milliseconds until the request may be sent again; null when it may not, or no longer. */
function waitBeforeRepeating(failure: Refused | Unreachable, request: SetupRequest, tries: number): number | null {
  if (tries >= MAX_TRIES) return null;
  const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1);
  if (failure.kind === "unreachable") {
    if (failure.code === "aborted") return null;
    return request.repeatable || !failure.requestMayHaveBeenRead ? pauseMs : null;
  }
  if (failure.status === 429) {
    const waitMs = failure.retryAfterMs ?? USUAL_WAIT_MS;
    return waitMs > LONGEST_WAIT_MS ? null : waitMs;
  }
  const isHtmlRefusal = failure.status === 403 && !failure.isJson;
  if (failure.status >= 500 || isHtmlRefusal) return request.repeatable ? pauseMs : null;
  return null;
}

function parseAnswer<T>(request: SetupRequest, text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join("/") ?? "";
  throw new KlaviyoSetupError(
    "klaviyo_answer_unknown",
    `Klaviyo's answer is not as its documentation has it (at ${where || "its root"}): ${request.what}.`,
    { mayHaveHappened: request.method !== "GET" },
  );
}
