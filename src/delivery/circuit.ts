/**
 * Keeps a backlog from being burnt through while an endpoint answers to nobody. Pure; monotonic milliseconds.
 *
 *     closed ──(8 failures in a row)──► open ──(time)──► one probe ──(answered)──► recovering ──(64 answered)──► closed
 *                                        ▲                  │ failed                   │ 3 failures in a row
 *                                        └── longer ────────┴──────────────────────────┘
 *
 * A failure is an attempt that said nothing about its event: no answer, 5xx, a proxy's page. Any answer of Klaviyo's API is a success.
 */
export interface Circuit {
  readonly state: "closed" | "open" | "recovering";
  /** How many requests may be in flight. */
  allowance(now: number): number;
  /** When the next probe may go; null unless open. */
  probeAt(): number | null;
  /** The last thing heard was a failure: do not bet many events on the next request. */
  readonly isDoubtful: boolean;
  /** There is reason to think that it may not answer. */
  doubt(): void;
  record(result: "answered" | "failed", now: number, random: number): void;
}

const FAILURES_TO_OPEN = 8;
/** While recovering; a single one may be the event's own fault. */
const FAILURES_TO_REOPEN = 3;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
const RECOVERED_AT = 64;

export function createCircuit(): Circuit {
  let failures = 0;
  let pauses = 0;
  let openUntil: number | null = null;
  let allowed = Number.POSITIVE_INFINITY;

  return {
    get state() {
      if (openUntil !== null) return "open";
      return allowed === Number.POSITIVE_INFINITY ? "closed" : "recovering";
    },
    get isDoubtful() {
      return failures > 0 || openUntil !== null;
    },
    doubt() {
      failures = Math.max(failures, 1);
    },
    allowance: (now) => (openUntil === null ? allowed : now >= openUntil ? 1 : 0),
    probeAt: () => openUntil,
    record(result, now, random) {
      if (result === "answered") {
        failures = 0;
        if (openUntil !== null) allowed = 2;
        else if (allowed !== Number.POSITIVE_INFINITY) allowed++;
        if (allowed > RECOVERED_AT) {
          allowed = Number.POSITIVE_INFINITY;
          pauses = 0;
        }
        openUntil = null;
        return;
      }
      failures++;
      // Answers to requests that were in flight when it opened change nothing.
      if (openUntil !== null && now < openUntil) return;
      const tolerated = allowed === Number.POSITIVE_INFINITY ? FAILURES_TO_OPEN : FAILURES_TO_REOPEN;
      if (openUntil === null && failures < tolerated) return;
      const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(pauses, 10));
      pauses++;
      openUntil = now + pauseMs / 2 + (random * pauseMs) / 2;
    },
  };
}
