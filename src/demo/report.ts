import type { ExpectedMetric } from "../../sandbox/centra/simulator/expected-metrics.ts";
import type { SeenEvent } from "../../sandbox/klaviyo/inspection/inspect.ts";
import type { SeenMail } from "../../sandbox/klaviyo/inspection/seen-mails.ts";
import { METRIC_NAMES } from "../metrics/metric-event.ts";
import { BASE_CURRENCY, PEOPLE } from "./people.ts";
import type { Step } from "./shop-day.ts";

/** What the day should have left in Klaviyo against what is there. */
export interface DemoReport {
  /** metric → e-mail → number of events. */
  readonly received: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Value of Placed Order in hundredths of the base currency, by e-mail. */
  readonly revenue: Readonly<Record<string, number>>;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** Steps that the push API answered otherwise than it should have. */
  readonly wrongAnswers: readonly string[];
  /** Mails that customers got, by their language. */
  readonly mails: Readonly<Record<string, number>>;
  /** Why customers did not get a mail that they should have got. */
  readonly skippedMails: readonly string[];
  readonly ok: boolean;
}

/** What the sandbox Klaviyo has. */
export interface SeenByKlaviyo {
  readonly events: readonly SeenEvent[];
  readonly mails: readonly SeenMail[];
  readonly skippedMails: readonly { readonly messageName: string; readonly to: string; readonly reason: string }[];
}

export interface StepAnswer {
  readonly step: Step;
  readonly answer: string;
}

/** Compares one by one, by metric, unique id and customer: each expected event must be there exactly once, and nothing else. */
export function buildReport(
  answers: readonly StepAnswer[],
  fromCentra: readonly ExpectedMetric[],
  { events: seen, mails, skippedMails }: SeenByKlaviyo,
): DemoReport {
  const left = new Map<string, number>();
  for (const { metric, uniqueId, email } of seen) {
    const name = nameOf(metric, uniqueId, email ?? "");
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  const missing: string[] = [];
  const pushed = answers.flatMap(({ step: { expected, person } }) =>
    expected.map(([metric, uniqueId]) => ({ metric, uniqueId, email: person.email })),
  );
  for (const { metric, uniqueId, email } of [...pushed, ...fromCentra]) {
    const name = nameOf(metric, uniqueId, email);
    const count = left.get(name) ?? 0;
    if (count === 0) missing.push(name);
    else left.set(name, count - 1);
  }
  const unexpected = [...left].flatMap(([name, count]) => Array.from({ length: count }, () => name));
  const wrongAnswers = answers
    .filter(({ step, answer }) => step.answer !== answer)
    .map(({ step, answer }) => `${step.person.firstName} ${step.does}: ${answer} instead of ${step.answer}`);
  return {
    received: countByMetric(seen),
    revenue: sumRevenue(seen),
    missing,
    unexpected,
    wrongAnswers,
    mails: countByLanguage(mails),
    skippedMails: skippedMails.map(({ messageName, to, reason }) => `${messageName} to ${to}: ${reason}`),
    ok: missing.length + unexpected.length + wrongAnswers.length + skippedMails.length === 0 && mails.length > 0,
  };
}

/** Rows of a table: metrics down; the storefront's customers, those of the simulated Centra shop, and all across. */
export function tableOf({ received, revenue }: DemoReport): { head: string[]; rows: string[][] } {
  const people = Object.values(PEOPLE);
  const amount = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const rowOf = (byEmail: Readonly<Record<string, number>>): number[] => {
    const own = people.map(({ email }) => byEmail[email] ?? 0);
    const all = sum(Object.values(byEmail));
    return [...own, all - sum(own), all];
  };
  const counts = METRIC_NAMES.map((metric) => [
    metric,
    ...rowOf(received[metric] ?? {}).map((count) => (count === 0 ? "·" : String(count))),
  ]);
  const values = rowOf(revenue).map((hundredths) => (hundredths === 0 ? "·" : amount.format(hundredths / 100)));
  return {
    head: [
      "metric",
      ...people.map(({ firstName, siteLanguage, currency }) => `${firstName}\n${siteLanguage} ${currency}`),
      "Centra\nall others",
      "all",
    ],
    rows: [...counts, [`Placed Order, ${BASE_CURRENCY}`, ...values]],
  };
}

/** Rows of a table: mails by language. */
export function mailTableOf({ mails }: DemoReport): { head: string[]; rows: string[][] } {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const rows = Object.entries(mails).map(([language, count]) => [names.of(language) ?? language, String(count)]);
  return { head: ["mails that customers got", "number"], rows: [...rows, ["all", String(sum(Object.values(mails)))]] };
}

function countByLanguage(mails: readonly SeenMail[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { language } of mails.toSorted((one, other) => one.language.localeCompare(other.language))) {
    counts[language] = (counts[language] ?? 0) + 1;
  }
  return counts;
}

function nameOf(metric: string, uniqueId: string, email: string): string {
  return `${metric} ${uniqueId} of ${email}`;
}

function countByMetric(seen: readonly SeenEvent[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { metric, email } of seen) {
    const row = counts[metric] ?? {};
    counts[metric] = { ...row, [email ?? ""]: (row[email ?? ""] ?? 0) + 1 };
  }
  return counts;
}

function sumRevenue(seen: readonly SeenEvent[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { metric, email, value } of seen) {
    if (metric === "Placed Order" && email !== null) sums[email] = (sums[email] ?? 0) + Math.round((value ?? 0) * 100);
  }
  return sums;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
