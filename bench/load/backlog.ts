import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import { buildAcceptance } from "../../src/intake/build-acceptance.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import type { Acceptance, Lane, NewEvent } from "../../src/outbox/outbox.ts";
import type { StorePlugin } from "../../src/plugins/plugin.ts";
import { makeOrders } from "./orders.ts";

const TEMPLATES = 40;
/** Numbers of nine digits, so that texts keep their length when one takes another's place. */
const TEMPLATE_NUMBER = 900_000_000;
const FIRST_NUMBER = 100_000_000;
const EVENTS_PER_CALL = 500;

export interface Backlog {
  readonly lane: Lane;
  readonly events: number;
  /** Orders before it, so that another backlog of the same plugin has other orders. */
  readonly skipOrders?: number;
}

/** Puts so many pending metric events into the outbox, as intake would: orders placed, each by a customer of its own. */
export async function fillBacklog(database: Database, plugin: StorePlugin, backlog: Backlog): Promise<void> {
  const outbox = createOutbox({ database, clock: systemClock });
  let group: Acceptance[] = [];
  let weight = 0;
  for (const acceptance of makeAcceptances(plugin, backlog)) {
    group.push(acceptance);
    weight += acceptance.events.length;
    if (weight < EVENTS_PER_CALL) continue;
    await outbox.accept(group);
    group = [];
    weight = 0;
  }
  await outbox.accept(group);
}

/** Orders until there are so many events to deliver; the last one may lack some. What the plugin's settings skip is left out. */
export function* makeAcceptances(
  plugin: StorePlugin,
  { lane, events, skipOrders = 0 }: Backlog,
): Generator<Acceptance> {
  const templates = makeOrders(TEMPLATES, TEMPLATE_NUMBER).map((order) =>
    buildAcceptance(plugin, order, { lane, now: Date.now() }),
  );
  let left = events;
  for (let order = skipOrders; left > 0; order++) {
    const template = templates[order % TEMPLATES];
    if (template === undefined) throw new Error("There are no templates of orders.");
    const from = String(TEMPLATE_NUMBER + (order % TEMPLATES));
    const to = String(FIRST_NUMBER + order);
    const made = template.events
      .filter(({ state }) => state === "pending")
      .slice(0, left)
      .map((event) => renumber(event, from, to));
    left -= made.length;
    yield { events: made, held: null };
  }
}

function renumber(event: NewEvent, from: string, to: string): NewEvent {
  return {
    ...event,
    uniqueId: event.uniqueId.replace(from, to),
    profileKey: event.profileKey.replace(from, to),
    orderNumber: to,
    commerceId: event.commerceId.replace(from, to),
    body: event.body.replaceAll(from, to),
    profile: event.profile.replaceAll(from, to),
  };
}
