import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { mapCommerceEvent } from "../metrics/map-commerce-event.ts";
import type { Reason } from "../metrics/mapping-outcome.ts";
import type { MetricEvent, MetricProfile } from "../metrics/metric-event.ts";
import type { MappingSettings } from "../metrics/settings.ts";

/** What decides how a commerce event is mapped. */
export interface MappingRules {
  readonly isActive: boolean;
  readonly settings: MappingSettings;
}

/** One metric event as Klaviyo would get it, credentials masked; or why it would not. */
export interface PreviewedMetric {
  readonly metric: string;
  /** Null: it is sent. */
  readonly reason: Reason | null;
  readonly value: number | null;
  readonly valueCurrency: string | null;
  readonly profile: MetricProfile;
  readonly properties: MetricEvent["properties"];
}

/** Held: nothing can be made of it under these rules, for the reason given. */
export interface PreviewedOutcome {
  readonly heldFor: Reason | null;
  readonly metrics: readonly PreviewedMetric[];
}

export interface Difference {
  readonly metric: string;
  /** Into the metric, RFC 6901: `/properties/ItemNames/0`, `/value`; "" when it is sent or left out as a whole. */
  readonly pointer: string;
  /** Undefined: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface ChangePreview {
  readonly before: PreviewedOutcome;
  readonly after: PreviewedOutcome;
  readonly differences: readonly Difference[];
}

const MASK = "•••";

/** What a change of a plugin's rules does to a commerce event. Pure; `now` is milliseconds since the epoch. */
export function previewChange(
  event: CommerceEvent,
  { before, after, now }: { readonly before: MappingRules; readonly after: MappingRules; readonly now: number },
): ChangePreview {
  const outcomes = { before: outcomeUnder(event, before, now), after: outcomeUnder(event, after, now) };
  return { ...outcomes, differences: compareOutcomes(outcomes.before, outcomes.after) };
}

function outcomeUnder(event: CommerceEvent, { settings, isActive }: MappingRules, now: number): PreviewedOutcome {
  const outcome = mapCommerceEvent(event, settings, { isPluginActive: isActive, now });
  if (outcome.kind === "held") return { heldFor: outcome.reason, metrics: [] };
  const sent = outcome.events.map((metricEvent) => show(metricEvent, null));
  const skipped = outcome.skipped.map(({ event: metricEvent, reason }) => show(metricEvent, reason));
  return { heldFor: null, metrics: [...sent, ...skipped] };
}

function show({ metric, value, valueCurrency, profile, properties, secrets }: MetricEvent, reason: Reason | null) {
  const masked = Object.fromEntries(secrets.filter((name) => name in properties).map((name) => [name, MASK]));
  return {
    ...{ metric, reason, profile },
    value: value ?? null,
    valueCurrency: valueCurrency ?? null,
    properties: { ...properties, ...masked },
  };
}

function compareOutcomes(before: PreviewedOutcome, after: PreviewedOutcome): Difference[] {
  const names = [...new Set([...before.metrics, ...after.metrics].map(({ metric }) => metric))];
  return names.flatMap((metric) => {
    const [was, will] = [sentOf(before, metric), sentOf(after, metric)];
    if (was === undefined && will === undefined) return [];
    if (was === undefined || will === undefined)
      return [{ metric, pointer: "", before: was && "sent", after: will && "sent" }];
    return compareValues(was, will, "").map((difference) => ({ metric, ...difference }));
  });
}

/** The first of its name stands for all: several Ordered Products change in the same way. */
function sentOf({ metrics }: PreviewedOutcome, name: string) {
  const found = metrics.find(({ metric, reason }) => metric === name && reason === null);
  if (found === undefined) return undefined;
  const { value, valueCurrency, profile, properties } = found;
  return { value, valueCurrency, profile, properties };
}

function compareValues(before: unknown, after: unknown, pointer: string): Omit<Difference, "metric">[] {
  if (before === after) return [];
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const [left, right] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) =>
      compareValues(left.get(name), right.get(name), `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    );
  }
  return [{ pointer, before, after }];
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
