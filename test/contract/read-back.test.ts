import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type FreshLocation, freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { PRIVATE_KEY, startWholeService } from "../whole-service.ts";
import { contractCases, contractSettings, readContract } from "./cases.ts";

const eventListSchema = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ event_properties: z.record(z.string(), z.unknown()) }),
      relationships: z.object({ metric: z.object({ data: z.object({ id: z.string() }) }) }),
    }),
  ),
});
const metricListSchema = z.object({
  data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string() }) })),
});

describe.each([
  ["SQLite", freshSqliteLocation],
  ["PostgreSQL", freshPostgresLocation],
] as const)("pushed over HTTP, delivered, and read back from Klaviyo's API, on %s", (_engine, freshLocation) => {
  test("every metric equals its contract field by field", async () => {
    const fresh: FreshLocation = await freshLocation();
    try {
      const service = await startWholeService(fresh.location, { settings: contractSettings });
      const events = contractCases.map(([, , event]) => event);

      const answer = await service.push(events);

      expect(answer.status).toBe(202);
      const metrics = [...new Set([...contractCases.map(([, metric]) => metric), "Ordered Product"])].toSorted();
      await vi.waitFor(
        () => expect([...new Set(service.klaviyo.events().map(({ metric }) => metric))].toSorted()).toEqual(metrics),
        { timeout: 15_000 },
      );
      const received = await readBack(service.klaviyo.url);
      for (const [file, metric] of contractCases) {
        const { expected, uniqueId, value } = readContract(file);
        const properties = received.get(metric);
        expect(properties, `${metric} as in ${file}`).toMatchObject(expected);
        expect(properties?.$event_id, metric).toBe(uniqueId);
        expect(properties?.$value, metric).toBe(value);
      }
      expect(service.klaviyo.violations()).toEqual([]);
    } finally {
      await fresh.remove();
    }
  });
});

/** The properties of the one event of each metric, as `GET /api/events` has them. */
async function readBack(url: string): Promise<Map<string, Record<string, unknown>>> {
  const metrics = metricListSchema.parse(await get(`${url}/api/metrics`));
  const names = new Map(metrics.data.map(({ id, attributes }) => [id, attributes.name]));
  const events = eventListSchema.parse(await get(`${url}/api/events?page%5Bsize%5D=200`));
  return new Map(
    events.data.map(({ attributes, relationships }) => [
      names.get(relationships.metric.data.id) ?? "",
      attributes.event_properties,
    ]),
  );
}

async function get(url: string): Promise<unknown> {
  const headers = { authorization: `Klaviyo-API-Key ${PRIVATE_KEY}`, revision: "2026-07-15" };
  const answer = await fetch(url, { headers });
  expect(answer.status).toBe(200);
  return answer.json();
}
