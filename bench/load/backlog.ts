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
export const FIRST_NUMBER = 100_000_000;
const EVENTS_PER_CALL = 500;

export interface Backlog {
  readonly lane: Lane;
  readonly events: number;
  /** Orders before it, so that another backlog of the same plugin has other orders. */
  readonly skipOrders?: number;
}

/** Brings so many pending metric events into the outbox through its own door, as intake does: orders placed, each by a customer of its own. */
export async function acceptBacklog(database: Database, plugin: StorePlugin, backlog: Backlog): Promise<void> {
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
  const templates = makeTemplates(plugin, lane);
  let left = events;
  for (let order = skipOrders; left > 0; order++) {
    const template = templates[order % TEMPLATES];
    if (template === undefined) throw new Error("There are no templates of orders.");
    const made = template.events.slice(0, left).map((event) => renumber(event, template.number, numberOf(order)));
    left -= made.length;
    yield { events: made, held: null };
  }
}

/** An order that others are made of, by putting their number in the place of its own. */
export interface OrderTemplate {
  readonly number: string;
  readonly events: readonly NewEvent[];
}

/** The order with a running number is made of the template at that number modulo their count. */
export function makeTemplates(plugin: StorePlugin, lane: Lane): OrderTemplate[] {
  return makeOrders(TEMPLATES, TEMPLATE_NUMBER).map((order, index) => ({
    number: String(TEMPLATE_NUMBER + index),
    events: buildAcceptance(plugin, order, { lane, now: Date.now() }).events.filter(({ state }) => state === "pending"),
  }));
}

const numberOf = (order: number) => String(FIRST_NUMBER + order);

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
