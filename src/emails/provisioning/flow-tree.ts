import type { EmailMetric } from "../templates/email-metrics.ts";
import { spellingsOf } from "./choose-languages.ts";
import type { WantedFlow, WantedMail } from "./wanted.ts";
import { mailKey } from "./wanted.ts";

/** A flow as a person sees it in Klaviyo: what it is drawn from, and what its definition is made from. */
export interface FlowTree {
  readonly metric: EmailMetric;
  /** Ends the flow for whom an event of that metric came since it began. */
  readonly unless: string | null;
  readonly first: FlowStep;
}

export type FlowStep =
  | { readonly kind: "wait"; readonly hours: number; readonly next: FlowStep }
  | { readonly kind: "split"; readonly languages: readonly string[]; readonly yes: FlowStep; readonly no: FlowStep }
  | { readonly kind: "email"; readonly key: string; readonly name: string; readonly subject: string };

/** One split a language, the mail of the last one for everybody else (seed: "Example flow for Placed Order"). */
export function flowTree(flow: WantedFlow, mails: ReadonlyMap<string, WantedMail>): FlowTree {
  const emailOf = (language: (typeof flow.languages)[number]): FlowStep => {
    const key = mailKey(flow.metric, language);
    return {
      kind: "email",
      key,
      name: `${flow.metric} ${language.toUpperCase()}`,
      subject: mails.get(key)?.subject ?? "",
    };
  };
  const [fallback, ...others] = flow.languages.toReversed();
  if (fallback === undefined) throw new Error(`The flow ${flow.name} has no language.`);
  const splits = others.reduce<FlowStep>(
    (no, language) => ({ kind: "split", languages: spellingsOf(language), yes: emailOf(language), no }),
    emailOf(fallback),
  );
  return {
    metric: flow.metric,
    unless: flow.patience?.unless ?? null,
    first: flow.patience === null ? splits : { kind: "wait", hours: flow.patience.hours, next: splits },
  };
}
