import type { NamedEvent } from "../faults/named-events.ts";

/** One request that carried the event, and what it got. */
interface Attempt {
  /** Number of the request: requests are numbered in the order in which their heads arrived. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly path: string;
  /** Null when no answer was given. */
  readonly status: number | null;
  readonly manner: string;
  /** Klaviyo took the events of the request, whatever the client was told. */
  readonly accepted: boolean;
}

export interface EventAttempts {
  readonly account: string | null;
  readonly metric: string;
  readonly uniqueId: string;
  readonly email: string | null;
  readonly attempts: readonly Attempt[];
}

export interface AttemptLog {
  add(account: string | null, events: readonly NamedEvent[], attempt: Attempt): void;
  find(filter: {
    readonly uniqueId?: string;
    readonly metric?: string;
    readonly email?: string;
  }): readonly EventAttempts[];
}

export function createAttemptLog(): AttemptLog {
  const byEvent = new Map<string, EventAttempts & { readonly attempts: Attempt[] }>();
  return {
    add(account, events, attempt) {
      for (const { metric, uniqueId, email } of events) {
        const key = `${account}\n${metric}\n${uniqueId}`;
        const known = byEvent.get(key);
        if (known === undefined) byEvent.set(key, { account, metric, uniqueId, email, attempts: [attempt] });
        else known.attempts.push(attempt);
      }
    },
    find: ({ uniqueId, metric, email }) =>
      [...byEvent.values()].filter(
        (event) =>
          (uniqueId === undefined || event.uniqueId === uniqueId) &&
          (metric === undefined || event.metric === metric) &&
          (email === undefined || event.email?.toLowerCase() === email.toLowerCase()),
      ),
  };
}
