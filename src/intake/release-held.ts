import type { Clock } from "../clock.ts";
import { parseCommerceEvent } from "../commerce/parse-commerce-event.ts";
import type { Logger } from "../observability/logger.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";
import type { HeldEvent, Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { buildAcceptance } from "./build-acceptance.ts";
import { settleRefunds } from "./settle-refunds.ts";

const PAGE = 200;

type HeldRow = HeldEvent & { readonly id: number };

interface ReleaseParts {
  readonly outbox: Outbox;
  readonly firstRefunds: FirstRefunds;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Maps a plugin's held events anew, newest first; those that can be mapped go to the outbox, the others stay with the
 * reason of today. `newerThan` leaves out the ones up to that id. Ends early when the signal aborts. Answers how many went.
 */
export async function releaseHeld(
  plugin: StorePlugin,
  parts: ReleaseParts,
  { newerThan = 0, signal }: { readonly newerThan?: number; readonly signal?: AbortSignal } = {},
): Promise<number> {
  let released = 0;
  let before: number | undefined;
  for (;;) {
    const page = await parts.outbox.heldEvents(
      { pluginId: plugin.id },
      before === undefined ? { limit: PAGE } : { limit: PAGE, before },
    );
    for (const held of page) {
      if (held.id <= newerThan || signal?.aborted) return released;
      if (await releaseOne(plugin, held, parts)) released += 1;
    }
    before = page.at(-1)?.id;
    if (before === undefined || page.length < PAGE) return released;
  }
}

/** True when the event went to the outbox. */
async function releaseOne(plugin: StorePlugin, held: HeldRow, { outbox, firstRefunds, clock, logger }: ReleaseParts) {
  const parsed = parseCommerceEvent(JSON.parse(held.commerceEvent));
  if (!parsed.ok) {
    const faults = parsed.faults.map(({ pointer }) => pointer);
    logger.error(
      { plugin: plugin.id, heldEvent: held.id, faults },
      "A held event no longer fits the schema and stays held. Send it again in today's form.",
    );
    return false;
  }
  const settled = await settleRefunds(plugin.id, [parsed.event], firstRefunds);
  const [acceptance] = settled.map((event) => buildAcceptance(plugin, event, { lane: held.lane, now: clock.now() }));
  if (acceptance === undefined || acceptance.held?.reason.message === held.reason.message) return false;
  await outbox.releaseHeld(held.id, acceptance);
  return acceptance.held === null;
}
