/** One figure: the series' name, its labels, its value. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format and throws at whatever `promtool check metrics` would not take: a sample without type and help, a
 * family in two places, a series twice, a counter that is not named so, a histogram that does not add up.
 * Source: Prometheus, Exposition formats, text-based format 0.0.4.
 */
export function parsePrometheusText(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith("\n")) throw new Error("The last line does not end.");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let help: { readonly name: string; readonly text: string } | null = null;
  let current: { readonly name: string; readonly family: Family } | null = null;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, kind, name, rest] = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`).exec(line) ?? [];
    if (kind === "HELP" && name !== undefined && rest !== undefined) help = { name, text: rest };
    else if (kind === "TYPE" && name !== undefined && rest !== undefined) {
      if (families.has(name)) throw new Error(`${name} stands in two places.`);
      if (help?.name !== name) throw new Error(`${name} has no help.`);
      current = { name, family: { type: rest, help: help.text, samples: [] } };
      families.set(name, current.family);
    } else {
      const sample = parseSample(line);
      if (current === null || !belongsTo(sample.name, current.name, current.family.type)) {
        throw new Error(`${sample.name} does not stand with its family.`);
      }
      const series = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(series)) throw new Error(`${series} stands there twice.`);
      seen.add(series);
      current.family.samples.push(sample);
    }
  }
  for (const [name, family] of families) checkFamily(name, family);
  return families;
}

/** The value of one series; undefined when there is none. Throws when the labels fit several. */
export function figureOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const fitting = [...parsePrometheusText(text).values()]
    .flatMap(({ samples }) => samples)
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value));
  if (fitting.length > 1) throw new Error(`${name} ${JSON.stringify(labels)} fits ${fitting.length} series.`);
  return fitting[0]?.value;
}

function parseSample(line: string): Sample {
  const [, name, labelText = "", valueText] = SAMPLE.exec(line) ?? [];
  if (name === undefined || valueText === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < labelText.length) {
    const [, label, value] = LABEL.exec(labelText) ?? [];
    if (label === undefined || value === undefined) throw new Error(`bad labels: ${line}`);
    if (label in labels) throw new Error(`a label twice: ${line}`);
    labels[label] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
  }
  // As Go's ParseFloat reads it, which is what the format refers to.
  const value = valueText === "+Inf" ? Number.POSITIVE_INFINITY : Number(valueText);
  if (Number.isNaN(value) && !/^nan$/i.test(valueText)) throw new Error(`no number: ${line}`);
  return { name, labels, value };
}

function belongsTo(sample: string, family: string, type: string): boolean {
  if (type === "histogram") return [`${family}_bucket`, `${family}_sum`, `${family}_count`].includes(sample);
  return sample === family;
}

function checkFamily(name: string, { type, samples }: Family): void {
  if (!["counter", "gauge", "histogram"].includes(type)) throw new Error(`${name} has the unknown type ${type}.`);
  if (type === "counter" && !name.endsWith("_total")) throw new Error(`The counter ${name} is not named _total.`);
  if (type !== "counter" && name.endsWith("_total") && !name.startsWith("nodejs_"))
    throw new Error(`${name} is no counter.`);
  if (type === "counter" && samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} is below zero.`);
  if (type === "histogram") checkHistogram(name, samples);
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const seriesOf = ({ labels: { le: _, ...labels } }: Sample) => JSON.stringify(Object.entries(labels).sort());
  for (const [series, own] of Map.groupBy(samples, seriesOf)) {
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => (labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le)));
    const counts = buckets.map(({ value }) => value);
    const rises = (values: readonly number[]) =>
      values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0));
    const count = own.find((sample) => sample.name === `${name}_count`)?.value;
    const isSound =
      rises(bounds) && rises(counts) && bounds.at(-1) === Number.POSITIVE_INFINITY && counts.at(-1) === count;
    if (!isSound || !own.some((sample) => sample.name === `${name}_sum`))
      throw new Error(`${name} ${series} does not add up.`);
  }
}
