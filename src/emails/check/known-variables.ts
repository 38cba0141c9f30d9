import { sampleMetricEvent } from "../../metrics/docs/sample-metric-event.ts";
import { type JsonValue, METRIC_NAMES, type MetricName } from "../../metrics/metric-event.ts";
import { contextOfEvent } from "../language/event-context.ts";

/** What a value of the event, or the profile, holds: for telling the names that the plugin sends from those that it does not. */
export type Shape =
  | { readonly kind: "value" }
  | { readonly kind: "list"; readonly item: Shape }
  /** `open`: its names depend on the shop. */
  | { readonly kind: "map"; readonly fields: ReadonlyMap<string, Shape>; readonly open: boolean };

const ANY: Shape = { kind: "map", fields: new Map(), open: true };

/** Sent only sometimes, so that the sample lacks them (src/metrics/docs/variable-notes.ts). */
const SOMETIMES: Readonly<Record<string, Shape>> = { TruncatedFields: { kind: "list", item: { kind: "value" } } };
const SOMETIMES_OF_ITEM: Readonly<Record<string, Shape>> = { IsSubscription: { kind: "value" }, Subscription: ANY };
/** Names that the shop gives: the ids of categories. */
const OPEN_MAPS = ["Categories"];

export interface KnownVariables {
  readonly event: Shape;
  readonly person: Shape;
}

const known = new Map<MetricName, KnownVariables>();

/** The variables that the plugin sends with a metric, learnt from the code that maps. */
export function knownVariables(metric: MetricName): KnownVariables {
  let variables = known.get(metric);
  if (variables === undefined) {
    const { event, person } = contextOfEvent(sampleMetricEvent(metric));
    variables = { event: withSometimes(shapeOf(event)), person: shapeOf(person) };
    known.set(metric, variables);
  }
  return variables;
}

/** The metrics whose events have the variable, for one that another metric lacks. */
export function metricsWith(steps: readonly string[]): MetricName[] {
  return METRIC_NAMES.filter((metric) => findShape(knownVariables(metric).event, steps) !== undefined);
}

/** What a path leads to; undefined when the plugin sends nothing there. */
export function findShape(shape: Shape, steps: readonly string[]): Shape | undefined {
  let current: Shape | undefined = shape;
  for (const step of steps) {
    if (current === undefined) return undefined;
    current = stepInto(current, step);
  }
  return current;
}

/** Whether the plugin sends exactly this name, and not only anything of the shop's. */
export function isSent(shape: Shape, steps: readonly string[]): boolean {
  const owner = findShape(shape, steps.slice(0, -1));
  return owner?.kind === "map" && owner.fields.has(steps.at(-1) ?? "");
}

function stepInto(shape: Shape, step: string): Shape | undefined {
  if (shape.kind === "list") return step === "[]" ? shape.item : undefined;
  if (shape.kind === "value") return undefined;
  return shape.fields.get(step) ?? (shape.open || MAP_METHODS.includes(step) ? ANY : undefined);
}

/** Django's ways to go through a map. */
const MAP_METHODS = ["items", "keys", "values"];

function shapeOf(value: JsonValue | undefined, name = ""): Shape {
  if (typeof value !== "object" || value === null) return { kind: "value" };
  if (isList(value)) return { kind: "list", item: value.length === 0 ? ANY : shapeOf(value[0]) };
  const fields = new Map(Object.entries(value).map(([key, item]) => [key, shapeOf(item, key)]));
  return { kind: "map", fields, open: OPEN_MAPS.includes(name) };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function withSometimes(event: Shape): Shape {
  if (event.kind !== "map") return event;
  const fields = new Map([...event.fields, ...Object.entries(SOMETIMES)]);
  const items = fields.get("Items");
  if (items?.kind === "list" && items.item.kind === "map") {
    const item = { ...items.item, fields: new Map([...items.item.fields, ...Object.entries(SOMETIMES_OF_ITEM)]) };
    fields.set("Items", { kind: "list", item });
  }
  return { ...event, fields };
}
