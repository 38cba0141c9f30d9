import { z } from "zod";
import { parseJson } from "./error-document.ts";
import type { Refused, Unreachable } from "./outcome.ts";
import { readRefusal } from "./read-answer.ts";
import type { Transport } from "./transport.ts";

/** An event as Klaviyo has it. `unique_id`, `value` and its currency are `$event_id`, `$value` and `$value_currency` among the properties. */
export interface RecordedEvent {
  readonly metric: string;
  readonly timeSeconds: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const profilesDocument = z.object({ data: z.array(z.object({ id: z.string() })) });

const eventsDocument = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ timestamp: z.number(), event_properties: z.record(z.string(), z.unknown()) }),
      relationships: z.object({ metric: z.object({ data: z.object({ id: z.string() }) }) }),
    }),
  ),
  included: z
    .array(z.looseObject({ id: z.string(), attributes: z.looseObject({ name: z.string().optional() }) }))
    .default([]),
});

/**
 * A customer's events of one second, `GET /api/profiles` and `GET /api/events`, scopes profiles:read, events:read and metrics:read.
 * `timeSeconds`: since the epoch. Never rejects.
 */
export async function findEvents(
  transport: Transport,
  privateKey: string,
  { email, timeSeconds }: { readonly email: string; readonly timeSeconds: number },
  nowMs: () => number,
): Promise<{ readonly kind: "found"; readonly events: readonly RecordedEvent[] } | Refused | Unreachable> {
  async function get<Schema extends z.ZodType>(path: string, query: Readonly<Record<string, string>>, schema: Schema) {
    const answer = await transport.request({
      method: "GET",
      path: `${path}?${new URLSearchParams(query)}`,
      privateKey,
    });
    if (answer.kind === "unreachable") return answer;
    const parsed = answer.status === 200 ? schema.safeParse(parseJson(answer.text)) : null;
    if (parsed?.success) return { kind: "read", document: parsed.data } as const;
    return readRefusal(answer, nowMs());
  }

  const profiles = await get("/api/profiles", { filter: `equals(email,${quote(email)})` }, profilesDocument);
  if (profiles.kind !== "read") return profiles;
  const [profile] = profiles.document.data;
  if (profile === undefined) return { kind: "found", events: [] };
  const ofThatSecond = [
    `equals(profile_id,${quote(profile.id)})`,
    `greater-or-equal(timestamp,${timeSeconds})`,
    `less-or-equal(timestamp,${timeSeconds})`,
  ];
  const found = await get("/api/events", { filter: ofThatSecond.join(","), include: "metric" }, eventsDocument);
  if (found.kind !== "read") return found;
  const names = new Map(found.document.included.map(({ id, attributes }) => [id, attributes.name ?? ""]));
  const events = found.document.data.map(({ attributes, relationships }) => ({
    metric: names.get(relationships.metric.data.id) ?? "",
    timeSeconds: attributes.timestamp,
    properties: attributes.event_properties,
  }));
  return { kind: "found", events };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
