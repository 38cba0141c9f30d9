import type { PlanAnswer, RunAnswer, StepAnswer } from "./emails-answers.ts";
import { formatTime } from "./terminal.ts";

const CHANGES: Readonly<Record<PlanAnswer["flows"][number]["change"], string>> = {
  make: "is made, as a draft",
  replace: "is made anew, as a draft",
  change_emails: "gets changed e-mails",
  keep: "stays as a person made it",
  none: "is as it should be",
};

/** A plan for people: what is done, what is left alone, what is for a person, and each flow as Klaviyo draws it. */
export function formatPlan(plan: PlanAnswer): string {
  const { account, steps, unchanged } = plan;
  const flows = plan.flows.map(({ name, change, status, tree }) => {
    const now = status === null ? "" : `, in Klaviyo: ${status}`;
    const unless = tree.unless === null ? [] : [`  (ends for who has ${tree.unless} since)`];
    return [
      `${name} ${CHANGES[change]}${now}`,
      `  When someone ${tree.metric}.`,
      ...unless,
      ...linesOf(tree.first, "  "),
    ].join("\n");
  });
  return [
    `Account ${account.id} of ${account.organization}; mails are from ${account.sender}.`,
    steps.length === 0
      ? "Nothing to do."
      : [`To do, ${steps.length} steps:`, ...listed(steps.map(({ text }) => text))].join("\n"),
    `${unchanged} objects are there as they should be.`,
    ...formatRemarks(plan),
    ...flows,
  ].join("\n\n");
}

export function formatRun(run: RunAnswer): string {
  const ends: Readonly<Record<RunAnswer["state"], string>> = {
    running: `It runs: ${run.done} of ${run.total}, ${run.what}.`,
    done: "All is made.",
    failed: `It ended at: ${run.what}.`,
    paused: `It is paused at: ${run.what}.`,
  };
  const resume =
    run.resumeAt === null ? [] : [`Apply again from ${formatTime(run.resumeAt)} UTC on; it goes on from there.`];
  const problem = run.problem === null ? [] : [run.problem.message];
  return [ends[run.state], ...problem, ...resume, ...formatRemarks(run)].join("\n\n");
}

function formatRemarks({ kept, notices }: Pick<RunAnswer, "kept" | "notices">): string[] {
  return [
    ...(kept.length === 0 ? [] : [["Left alone:", ...listed(kept.map(({ message }) => message))].join("\n")]),
    ...(notices.length === 0
      ? []
      : [["For you, in Klaviyo:", ...listed(notices.map(({ message }) => message))].join("\n")]),
  ];
}

function listed(texts: readonly string[]): string[] {
  return texts.map((text) => `  - ${text}`);
}

/** Splits go down the page: the mail of each language beside it, the rest below. */
function linesOf(step: StepAnswer, indent: string): string[] {
  switch (step.kind) {
    case "wait":
      return [`${indent}↓ wait ${step.hours} hours`, ...linesOf(step.next, indent)];
    case "split": {
      const [yes = "", ...more] = linesOf(step.yes, "");
      const lines = [`${indent}◆ Language is ${step.languages.join(" or ")}? YES ${yes.trim()}`, ...more];
      return [...lines, `${indent}│ NO`, ...linesOf(step.no, indent)];
    }
    case "email":
      return [`${indent}✉ ${step.name}: ${step.subject}`];
  }
}
