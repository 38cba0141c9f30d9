import { z } from "zod";
import type { NamedEvent } from "./named-events.ts";
import { type PlannedAnswer, plannedAnswer } from "./planned-answer.ts";

export const faultRule = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** Without the query; an asterisk at the end stands for anything. */
      path: z.string().optional(),
      account: z.string().optional(),
      metric: z.string().optional(),
      uniqueId: z.string().optional(),
      /** A regular expression. */
      uniqueIdPattern: z.string().optional(),
      /** 0 to 1. */
      probability: z.number().min(0).max(1).optional(),
    })
    .optional(),
  /** How often it strikes; without it, until it is removed. */
  times: z.int().min(1).optional(),
  action: plannedAnswer,
});

export type FaultRule = z.infer<typeof faultRule>;

interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly account: string | null;
}

export interface FaultRules {
  add(rule: FaultRule): void;
  clear(): void;
  /** Each rule and how often it struck. */
  list(): readonly (FaultRule & { readonly struck: number })[];
  readonly size: number;
  /** The first rule that strikes now. Before the body was read, only rules that reset then are asked. */
  strike(stage: "before-body" | "after-body", facts: RequestFacts, events: readonly NamedEvent[]): PlannedAnswer | null;
}

export function createFaultRules(random: () => number): FaultRules {
  let rules: { readonly rule: FaultRule; readonly pattern: RegExp | null; struck: number }[] = [];
  return {
    add(rule) {
      const pattern = rule.match?.uniqueIdPattern;
      rules.push({ rule, pattern: pattern === undefined ? null : new RegExp(pattern), struck: 0 });
    },
    clear() {
      rules = [];
    },
    list: () => rules.map(({ rule, struck }) => ({ ...rule, struck })),
    get size() {
      return rules.length;
    },
    strike(stage, facts, events) {
      for (const entry of rules) {
        const { rule } = entry;
        if (rule.times !== undefined && entry.struck >= rule.times) continue;
        if (stageOf(rule) !== stage || !matchesRequest(rule, facts) || !matchesEvents(rule, entry.pattern, events))
          continue;
        if (rule.match?.probability !== undefined && random() >= rule.match.probability) continue;
        entry.struck += 1;
        return rule.action;
      }
      return null;
    },
  };
}

/** A rule that names events needs the body, so it cannot strike before it was read. */
function stageOf(rule: FaultRule): "before-body" | "after-body" {
  return rule.action.reset === "before-body" && !namesEvents(rule) ? "before-body" : "after-body";
}

function namesEvents({ match }: FaultRule): boolean {
  return match?.uniqueId !== undefined || match?.uniqueIdPattern !== undefined || match?.metric !== undefined;
}

function matchesRequest({ match }: FaultRule, facts: RequestFacts): boolean {
  if (match === undefined) return true;
  if (match.method !== undefined && match.method !== facts.method) return false;
  if (match.account !== undefined && match.account !== facts.account) return false;
  if (match.path === undefined) return true;
  const path = facts.path.replace(/\/$/, "");
  return match.path.endsWith("*") ? path.startsWith(match.path.slice(0, -1)) : path === match.path.replace(/\/$/, "");
}

function matchesEvents(rule: FaultRule, pattern: RegExp | null, events: readonly NamedEvent[]): boolean {
  if (!namesEvents(rule)) return true;
  const { metric, uniqueId } = rule.match ?? {};
  return events.some(
    (event) =>
      (metric === undefined || event.metric === metric) &&
      (uniqueId === undefined || event.uniqueId === uniqueId) &&
      (pattern === null || pattern.test(event.uniqueId)),
  );
}
