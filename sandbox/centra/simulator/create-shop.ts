import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../../src/clock.ts";
import { addVoucher } from "../instance/customer-operations.ts";
import type { Instance } from "../instance/instance.ts";
import { BASE_CURRENCY, PRICELISTS, STORES } from "../world/places.ts";
import { checkOutGiftCard, checkOutGoods } from "./checkouts.ts";
import type { JournalEntry } from "./journal.ts";
import { liveGiftCard, liveOrder } from "./order-life.ts";
import { createChance } from "./random.ts";
import type { ShopFloor } from "./shop-floor.ts";
import { createShoppers } from "./shoppers.ts";
import { createTimeline } from "./timeline.ts";

export interface ShopOptions {
  /** The same seed and start give the same shop. */
  readonly seed: number;
  /** Where it happens: `sandbox.instance`. */
  readonly instance: Instance;
  readonly clock: Clock;
  /** Of the shop's own time, milliseconds since the epoch; default: the clock's now. */
  readonly startsAt?: number;
  /** Between two visits, on average; default 40 seconds of the shop's time. */
  readonly secondsBetweenVisits?: number;
  /** Of a hundred visitors so many were here before; default 35. */
  readonly percentReturning?: number;
  /** Of a hundred new ones so many stay guests; default 45. */
  readonly percentGuests?: number;
}

export interface RunOptions {
  /** How many orders are made. */
  readonly orders: number;
  /** Seconds of the shop's time in a second; default: as fast as it goes. */
  readonly speed?: number;
  readonly signal?: AbortSignal;
}

export interface Shop {
  /** All that happened, in order; it grows. */
  readonly journal: readonly JournalEntry[];
  /** The shop's own time, milliseconds since the epoch. */
  now(): number;
  /** Lets shoppers come, from now on, until so many orders are made. Nothing happens yet. */
  invite(orders: number): void;
  /** Lets the next thing happen; false when nothing is to come. */
  step(): boolean;
  /** Lets all happen that happens until then. */
  runUntil(atMs: number): void;
  /** Invites, and lets all happen until the last refund is paid. Others get their turn in between. */
  run(options: RunOptions): Promise<void>;
}

const STEPS_PER_TURN = 10;

/** A shop whose customers order, wait, change their minds and send things back. Its own time runs ahead of the clock when it is run faster. */
export function createShop(options: ShopOptions): Shop {
  const { instance, clock } = options;
  const journal: JournalEntry[] = [];
  const timeline = createTimeline(options.startsAt ?? clock.now());
  const chance = createChance(options.seed);
  const floor: ShopFloor = { instance, timeline, chance, write: (entry) => void journal.push(entry) };
  const shoppers = createShoppers(floor, options);
  const vouchers = STORES.map((store) => addSpringVoucher(floor, store.id));
  const gapMs = (options.secondsBetweenVisits ?? 40) * 1_000;

  function invite(orders: number): void {
    let left = orders;
    const visit = (atMs: number) =>
      shoppers.send(atMs, (shopper, at) => {
        if (left === 0) return;
        left -= 1;
        if (chance.percent(4)) liveGiftCard(floor, checkOutGiftCard(floor, shopper, at));
        else liveOrder(floor, checkOutGoods(floor, shopper, vouchers, at));
      });
    const open = (atMs: number) =>
      timeline.plan(atMs, (at) => {
        if (left === 0) return;
        visit(at);
        open(at + Math.round(2 * gapMs * chance.next()));
      });
    open(timeline.now());
  }

  return {
    journal,
    now: () => timeline.now(),
    invite,
    step: () => timeline.step(),
    runUntil(atMs) {
      for (let at = timeline.nextAt(); at !== null && at <= atMs; at = timeline.nextAt()) timeline.step();
    },
    async run({ orders, speed, signal }) {
      invite(orders);
      for (let steps = 1; signal?.aborted !== true; steps += 1) {
        const at = timeline.nextAt();
        if (at === null) return;
        if (speed !== undefined) await clock.sleep((at - timeline.now()) / speed, signal);
        else if (steps % STEPS_PER_TURN === 0) await nextTurn();
        timeline.step();
      }
    },
  };
}

function addSpringVoucher({ instance, timeline }: ShopFloor, storeId: number) {
  return addVoucher(instance, {
    name: "Ten percent in spring",
    code: "SPRING10",
    storeId,
    generatorId: null,
    orderNumber: null,
    pricelistId: PRICELISTS[0].id,
    currency: BASE_CURRENCY,
    rate: "1",
    value: 0,
    createdAt: timeline.now(),
    stopAt: null,
  });
}
