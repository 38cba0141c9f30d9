import type { IdMaker } from "./id-maker.ts";

export interface Metric {
  readonly id: string;
  /** Case-sensitive; with the service it identifies the metric (Events API overview). */
  readonly name: string;
  readonly service: string;
  readonly created: number;
  updated: number;
  /** Once an event had a value, later ones without it count as 0 (Events API overview). */
  hasValue: boolean;
  events: number;
}

export interface Metrics {
  find(id: string): Metric | undefined;
  findByName(name: string): Metric | undefined;
  all(): readonly Metric[];
  /** The metric of that name and service, made by its first event. */
  ensure(name: string, service: string | null | undefined, nowMs: number): Metric;
}

const DEFAULT_SERVICE = "api";

export function createMetrics(ids: IdMaker): Metrics {
  const byId = new Map<string, Metric>();
  const byKey = new Map<string, Metric>();
  return {
    find: (id) => byId.get(id),
    findByName: (name) => [...byId.values()].find((metric) => metric.name === name),
    all: () => [...byId.values()],
    ensure(name, service, nowMs) {
      const key = `${service ?? DEFAULT_SERVICE}:${name}`;
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const metric = {
        id: ids.shortId(),
        name,
        service: service ?? DEFAULT_SERVICE,
        created: nowMs,
        updated: nowMs,
        hasValue: false,
        events: 0,
      };
      byId.set(metric.id, metric);
      byKey.set(key, metric);
      return metric;
    },
  };
}
