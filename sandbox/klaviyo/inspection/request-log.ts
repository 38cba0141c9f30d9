/** One request and what became of it. */
export interface LoggedRequest {
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly account: string | null;
  /** Null when no answer was given. */
  readonly status: number | null;
  /** `answered`, `timeout`, `reset-after-body`, `aborted` (by the client), … */
  readonly manner: string;
  readonly durationMs: number;
}

export interface RequestLog {
  nextSequence(): number;
  add(entry: LoggedRequest): void;
  /** The newest, oldest first. */
  entries(): readonly LoggedRequest[];
  /** By method and path without ids' query, then by status (or manner, without one). */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function createRequestLog(keep: number): RequestLog {
  const kept: LoggedRequest[] = [];
  const counts = new Map<string, Map<string, number>>();
  let sequence = 0;
  let oldest = 0;
  return {
    nextSequence() {
      sequence += 1;
      return sequence;
    },
    add(entry) {
      const endpoint = `${entry.method} ${endpointOf(entry.target)}`;
      const outcome = entry.status === null ? entry.manner : String(entry.status);
      const byOutcome = counts.get(endpoint) ?? new Map<string, number>();
      byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
      counts.set(endpoint, byOutcome);
      if (kept.length < keep) {
        kept.push(entry);
      } else if (keep > 0) {
        kept[oldest] = entry;
        oldest = (oldest + 1) % keep;
      }
    },
    entries: () => [...kept.slice(oldest), ...kept.slice(0, oldest)],
    counts: () =>
      Object.fromEntries([...counts].map(([endpoint, byOutcome]) => [endpoint, Object.fromEntries(byOutcome)])),
  };
}

/** `/api/profiles/01J…/?x=y` and its like as `/api/profiles/{id}`. */
function endpointOf(target: string): string {
  const [root = "", resource = "", id] = (target.split("?")[0] ?? "").split("/").slice(1);
  return id ? `/${root}/${resource}/{id}` : `/${root}/${resource}`;
}
