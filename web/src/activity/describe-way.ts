import type { EventDetail } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import { showDuration } from "../time/show-time.ts";

export interface Step {
  readonly key: string;
  readonly tone: "plain" | "good" | "bad" | "waiting";
  readonly text: string;
  /** Klaviyo's own words, or the transport's. */
  readonly quote?: string;
  readonly at: number | null;
}

type Way = Omit<EventDetail, "body" | "profile">;

/** An event's way, step by step: where it came from, what it was made into, each attempt that is known, and how it stands. */
export function describeWay(event: Way): Step[] {
  const words = texts.activity.way;
  return [
    {
      ...{ key: "received", tone: "plain", at: event.receivedAt },
      text: words.received(event.commerceType, event.commerceSource, event.commerceId),
    },
    {
      key: "mapped",
      tone: "plain",
      at: null,
      text: words.mapped(event.metric, event.uniqueId, words.lanes[event.lane]),
    },
    ...attemptSteps(event),
    endOf(event),
  ];
}

/** The first attempts that failed, what is not kept in between, and the last. */
function attemptSteps({ failedAttempts, failure, attempts, state }: Way): Step[] {
  const words = texts.activity.way;
  const known = failedAttempts.map((attempt) => attemptStep(attempt.attempt, attempt));
  const lastKnown = failedAttempts.at(-1);
  if (failure === null || (lastKnown !== undefined && lastKnown.at >= failure.at)) return known;
  const number = state === "delivered" ? attempts - 1 : attempts;
  const missing = number - (lastKnown?.attempt ?? 0) - 1;
  const gap: Step[] = missing > 0 ? [{ key: "gap", tone: "bad", at: null, text: words.notKept(missing) }] : [];
  return [...known, ...gap, attemptStep(number, failure)];
}

function attemptStep(attempt: number, { code, status, detail, request, at }: NonNullable<Way["failure"]>): Step {
  const words = texts.activity.way;
  const answer = status === null ? words.noAnswer(code) : words.answered(status, code);
  return { key: `attempt ${at}`, tone: "bad", at, text: words.attempt(attempt, request, answer), quote: detail };
}

function endOf(event: Way): Step {
  const words = texts.activity.way;
  const { state, attempts, settledAt, receivedAt, dueAt, reason } = event;
  switch (state) {
    case "delivered":
      return {
        ...{ key: "end", tone: "good", at: settledAt },
        text: words.delivered(attempts, showDuration(settledAt === null ? 0 : settledAt - receivedAt)),
      };
    case "dead":
      return { key: "end", tone: "bad", at: settledAt, text: words.dead };
    case "skipped":
      return { key: "end", tone: "plain", at: settledAt, text: words.skipped, quote: reason?.message ?? "" };
    case "pending":
      return attempts === 0
        ? { key: "end", tone: "waiting", at: null, text: words.waiting }
        : { key: "end", tone: "waiting", at: dueAt, text: words.triedAgain };
  }
}
