import type { SendOutcome } from "../klaviyo/outcome.ts";
import { type Circuit, createCircuit } from "./circuit.ts";
import type { EndpointName } from "./delivery-events.ts";
import { createRateWindows, type Quota, type QuotaNews, type RateWindows } from "./rate-windows.ts";

/** One endpoint of Klaviyo's API on one account: its quota, its health, and what is in flight. Times are monotonic. */
export interface Endpoint {
  readonly name: EndpointName;
  readonly windows: RateWindows;
  readonly circuit: Circuit;
  readonly inFlight: number;
  readonly lastSentAt: number;
  /** Whether a request may start now. */
  hasRoom(now: number, reserve: number): boolean;
  /** How long until it may; Infinity when an answer must come first. */
  waitMs(now: number, reserve: number): number;
  /** Requests that it takes within the next `horizonMs`, about; none while it is in trouble. */
  clearsWithin(now: number, horizonMs: number, reserve: number): number;
  /** Counts a request that starts now; the returned function is called once with how it ended. */
  begin(now: number): (end: RequestEnd) => void;
}

export interface RequestEnd {
  readonly outcome: SendOutcome;
  /** The outcome says that the endpoint is unwell, and nothing about the events. */
  readonly isUnavailable: boolean;
  readonly now: number;
  readonly random: number;
}

export function createEndpoint(name: EndpointName, quota: Quota, maxInFlight: number): Endpoint {
  const windows = createRateWindows(quota);
  const circuit = createCircuit();
  let inFlight = 0;
  let lastSentAt = Number.NEGATIVE_INFINITY;

  const hasSlot = (now: number) => inFlight < Math.min(maxInFlight, circuit.allowance(now));
  return {
    name,
    windows,
    circuit,
    get inFlight() {
      return inFlight;
    },
    get lastSentAt() {
      return lastSentAt;
    },
    hasRoom: (now, reserve) => hasSlot(now) && windows.available(now, reserve) > 0,
    waitMs(now, reserve) {
      const probeAt = circuit.probeAt();
      if (probeAt !== null && probeAt > now) return Math.max(probeAt - now, windows.waitMs(now, reserve));
      return hasSlot(now) ? windows.waitMs(now, reserve) : Number.POSITIVE_INFINITY;
    },
    clearsWithin: (now, horizonMs, reserve) =>
      circuit.state === "closed" ? windows.availableWithin(now, horizonMs, reserve) : 0,
    begin(now) {
      const ticket = windows.take(now);
      inFlight++;
      lastSentAt = now;
      return ({ outcome, isUnavailable, now: endedAt, random }) => {
        inFlight--;
        windows.learn(ticket, quotaNews(outcome), endedAt);
        if (outcome.kind === "unreachable" && outcome.code === "aborted") return;
        circuit.record(isUnavailable ? "failed" : "answered", endedAt, random);
      };
    },
  };
}

function quotaNews(outcome: SendOutcome): QuotaNews | null {
  switch (outcome.kind) {
    case "accepted":
      return { throttled: false, retryAfterMs: null, rateLimit: outcome.rateLimit };
    case "refused":
      return { throttled: outcome.status === 429, retryAfterMs: outcome.retryAfterMs, rateLimit: outcome.rateLimit };
    case "unreachable":
      return null;
    default:
      throw new TypeError(`unknown outcome: ${JSON.stringify(outcome satisfies never)}`);
  }
}
