import { z } from "zod";

/** An answer that is given instead of, or in another manner than, the usual one. */
export const plannedAnswer = z.strictObject({
  /** 2xx and nothing else is the usual answer. */
  status: z.int().min(200).max(599).optional(),
  /** How the body looks; default `json`. `wrong-length`: `Content-Length` promises more than comes. */
  body: z.enum(["json", "html", "empty", "truncated", "wrong-length"]).optional(),
  /** The header as it stands. */
  retryAfter: z.string().optional(),
  /** Never answered. */
  timeout: z.literal(true).optional(),
  /** The connection is reset after the request was read, or in the middle of the answer. */
  reset: z.enum(["after-body", "mid-answer"]).optional(),
  delayMs: z.int().min(1).optional(),
  /** 16 bytes each so many milliseconds. */
  trickleMs: z.int().min(1).optional(),
  /** The request is processed as usual, whatever is answered: a confirmation counts, and its caller does not know. */
  accept: z.boolean().optional(),
  /** `Type.field` → it fails with an error, or is null where it should not be: partial data. */
  fields: z.record(z.string(), z.enum(["error", "null"])).optional(),
  /** The token lacks these permissions, this time. */
  withoutPermissions: z.array(z.string()).optional(),
});

export type PlannedAnswer = z.infer<typeof plannedAnswer>;

export const faultRule = z.strictObject({
  match: z
    .strictObject({
      /** Name of a field at the root of the query or mutation: `orders`, `confirmEvents`. */
      field: z.string().optional(),
      kind: z.enum(["query", "mutation"]).optional(),
      /** 0 to 1. */
      probability: z.number().min(0).max(1).optional(),
    })
    .optional(),
  /** How often it strikes; without it, until it is removed. */
  times: z.int().min(1).optional(),
  action: plannedAnswer,
});

export type FaultRule = z.infer<typeof faultRule>;

export interface RequestFacts {
  readonly kind: string;
  readonly fields: readonly string[];
}

export interface FaultRules {
  add(rule: FaultRule): void;
  clear(): void;
  /** Each rule and how often it struck. */
  list(): readonly (FaultRule & { readonly struck: number })[];
  readonly size: number;
  /** The first rule that strikes now. */
  strike(facts: RequestFacts): PlannedAnswer | null;
}

export function createFaultRules(random: () => number): FaultRules {
  let rules: { readonly rule: FaultRule; struck: number }[] = [];
  return {
    add: (rule) => void rules.push({ rule, struck: 0 }),
    clear() {
      rules = [];
    },
    list: () => rules.map(({ rule, struck }) => ({ ...rule, struck })),
    get size() {
      return rules.length;
    },
    strike(facts) {
      for (const entry of rules) {
        const { match, times, action } = entry.rule;
        if (times !== undefined && entry.struck >= times) continue;
        if (match?.kind !== undefined && match.kind !== facts.kind) continue;
        if (match?.field !== undefined && !facts.fields.includes(match.field)) continue;
        if (match?.probability !== undefined && random() >= match.probability) continue;
        entry.struck += 1;
        return action;
      }
      return null;
    },
  };
}

/** Whether the request is processed and its own answer given, perhaps slowly, cut off, garbled or in part. */
export function givesUsualAnswer(plan: PlannedAnswer): boolean {
  if (plan.timeout || plan.reset === "after-body") return false;
  return plan.status === undefined || plan.status < 300;
}
