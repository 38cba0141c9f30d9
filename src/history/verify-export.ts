import { z } from "zod";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Refused, Unreachable } from "../klaviyo/outcome.ts";
import type { EventDetail, Outbox } from "../outbox/outbox.ts";
import type { StoredExport } from "./export-store.ts";

/** What reading a sample back from Klaviyo showed. */
export interface Verification {
  readonly checked: number;
  readonly matching: number;
  /** Not there, or not as they were sent. Klaviyo shows events minutes after it has taken them. */
  readonly faults: readonly { readonly metric: string; readonly uniqueId: string; readonly detail: string }[];
  /** Why not all could be read. */
  readonly broken: string | null;
}

export interface VerifyParts {
  readonly outbox: Outbox;
  readonly klaviyo: KlaviyoClient;
  readonly random: () => number;
}

const bodySchema = z.looseObject({
  unique_id: z.string(),
  time: z.string(),
  value: z.number().optional(),
  value_currency: z.string().optional(),
  properties: z.record(z.string(), z.unknown()),
});

/** Reads events of the export that count as delivered back from Klaviyo, chosen at random, and compares all that was sent. */
export async function verifyExport(
  { outbox, klaviyo, random }: VerifyParts,
  stored: StoredExport,
  { sample, privateKey }: { readonly sample: number; readonly privateKey: string },
): Promise<Verification> {
  const chosen = await chooseEvents(outbox, stored, sample, random);
  const faults: Verification["faults"][number][] = [];
  let checked = 0;
  for (const event of chosen) {
    const body = bodySchema.parse(JSON.parse(event.body));
    const timeSeconds = Math.floor(Date.parse(body.time) / 1_000);
    const found = await klaviyo.findEvents(privateKey, { email: event.email, timeSeconds });
    if (found.kind !== "found") return { checked, matching: checked - faults.length, faults, broken: wordsOf(found) };
    checked += 1;
    const same = found.events.find(
      ({ metric, properties }) => metric === event.metric && properties.$event_id === event.uniqueId,
    );
    const detail = same === undefined ? "is not there" : differenceOf(body, same.properties);
    if (detail !== null) faults.push({ metric: event.metric, uniqueId: event.uniqueId, detail });
  }
  return { checked, matching: checked - faults.length, faults, broken: null };
}

/** Events before places in the table that are drawn at random, each once. */
async function chooseEvents(
  outbox: Outbox,
  { pluginId, progress }: StoredExport,
  sample: number,
  random: () => number,
): Promise<EventDetail[]> {
  const filter = { pluginId, lane: "history", state: "delivered" } as const;
  const [newest] = await outbox.search(filter, { limit: 1 });
  if (newest === undefined) return [];
  const ids = new Set([newest.id]);
  for (let draw = 1; draw < sample; draw++) {
    const before = newest.id - Math.floor(random() * progress.events);
    const [event] = await outbox.search(filter, { limit: 1, before });
    if (event !== undefined) ids.add(event.id);
  }
  const events = await Promise.all([...ids].map((id) => outbox.find(id)));
  return events.filter((event) => event !== null);
}

function differenceOf(sent: z.output<typeof bodySchema>, recorded: Readonly<Record<string, unknown>>): string | null {
  const expected = { ...sent.properties, $value: sent.value, $value_currency: sent.value_currency };
  const differing = Object.entries(expected)
    .filter(([name, value]) => value !== undefined && JSON.stringify(recorded[name]) !== JSON.stringify(value))
    .map(([name]) => name);
  return differing.length === 0 ? null : `differs in ${differing.join(", ")}`;
}

function wordsOf(answer: Refused | Unreachable): string {
  if (answer.kind === "unreachable") return `Klaviyo could not be asked (${answer.code}).`;
  const words = answer.errors.map(({ detail }) => detail).join(" ");
  return `Klaviyo answered ${answer.status}. ${words} The private key needs the scopes profiles:read, events:read and metrics:read.`;
}
