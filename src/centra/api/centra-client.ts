import type { Clock } from "../../clock.ts";
import type { Outcome } from "./outcome.ts";
import { createRateBudget, type Purpose, type RateBudget } from "./rate-budget.ts";
import { readAnswer } from "./read-answer.ts";
import type { CentraTransport } from "./transport.ts";

export interface Question {
  /** Tells questions apart in what is learnt of their complexity. */
  readonly name: string;
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
  /** How many things are asked for at most; complexity is reckoned by it. */
  readonly size?: number;
}

/** The Integration API of one instance, within its limits. */
export interface CentraClient {
  readonly budget: RateBudget;
  /** Never rejects: every failure is a value. */
  ask(question: Question): Promise<Outcome>;
  /** Points an answer to this question cost so far, per thing asked for; null when never asked. */
  complexityPerItem(name: string): number | null;
  /** Centra's clock minus ours at the last answer, milliseconds, to the second; null before the first. */
  clockDifferenceMs(): number | null;
  usage(): { readonly requests: number; readonly mutations: number; readonly complexity: number };
}

/** Until an answer told better: what a thing of a list costs (Centra's published samples: 180 to 229 points for one order or customer). */
const ASSUMED_COMPLEXITY = 250;

export function createCentraClient(options: {
  readonly transport: CentraTransport;
  readonly clock: Clock;
  readonly apiUrl: string;
  readonly token: string;
  readonly budget?: RateBudget;
  readonly purpose?: Purpose;
}): CentraClient {
  const { transport, clock, apiUrl, token, purpose = "live" } = options;
  const budget = options.budget ?? createRateBudget(clock);
  const perItem = new Map<string, number>();
  const used = { requests: 0, mutations: 0, complexity: 0 };
  let clockDifferenceMs: number | null = null;

  return {
    budget,
    async ask({ name, document, variables = {}, signal, size = 1 }) {
      const isMutation = /^\s*mutation\b/.test(document);
      const expected = {
        mutations: isMutation ? 1 : 0,
        complexity: Math.ceil((perItem.get(name) ?? ASSUMED_COMPLEXITY) * Math.max(1, size)),
      };
      await budget.take(expected, purpose, signal);
      if (signal?.aborted) return failed("unreachable", "the question was given up", null);
      used.requests += 1;
      used.mutations += expected.mutations;
      const answer = await transport.post({
        url: apiUrl,
        token,
        body: JSON.stringify({ query: document, variables }),
        signal,
      });
      if (answer.kind === "unanswered") return failed("unreachable", answer.detail, null);
      const now = clock.now();
      const date = Date.parse(answer.date ?? "");
      if (Number.isFinite(date)) clockDifferenceMs = date - now;
      const outcome = readAnswer(answer, now);
      if (outcome.kind === "failed" && outcome.retryAfterMs !== null) budget.pause(outcome.retryAfterMs);
      const complexity = outcome.kind === "answered" ? outcome.notes.complexity : null;
      budget.correct(expected, complexity);
      if (complexity !== null) {
        used.complexity += complexity;
        perItem.set(name, complexity / Math.max(1, size));
      }
      return outcome;
    },
    complexityPerItem: (name) => perItem.get(name) ?? null,
    clockDifferenceMs: () => clockDifferenceMs,
    usage: () => ({ ...used }),
  };
}

function failed(code: "unreachable", detail: string, status: number | null): Outcome {
  return { kind: "failed", code, detail, status, retryAfterMs: null, missingPermissions: [] };
}
