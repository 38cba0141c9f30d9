import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ledger } from "./ledger.ts";
import { composeOrder, type Placed } from "./orders.ts";
import type { ServiceApi } from "./service-api.ts";

/** One store plugin and the shop behind it, which sends what happens to the service, again and again until it is taken. */
export interface Shop {
  readonly pluginId: string;
  /** Klaviyo's public key. */
  readonly account: string;
  readonly privateKey: string;
  /** Another private key of the account, which is good, too. */
  readonly spareKey: string;
  readonly pushKey: string;
  /** Sends it once; the status of the answer, or null when none came. What was answered with 202 is in the ledger. */
  tryPush(placed: readonly Placed[], options?: PushOptions): Promise<number | null>;
  /** Sends it until it is accepted; throws after `withinMs` (default a minute). */
  push(placed: readonly Placed[], options?: PushOptions & { readonly withinMs?: number }): Promise<void>;
  /** Pushes new orders in batches, each until it is accepted. */
  placeOrders(count: number, options?: OrderOptions): Promise<void>;
  /** Pushes new orders one by one, over and over, from several clients at once, until it is stopped. */
  keepOrdering(options?: OrderOptions & { readonly clients?: number; readonly pauseMs?: number }): OrderStream;
  /** Nobody orders any more: also streams end that a failed scenario left behind. */
  close(): void;
}

interface PushOptions {
  readonly lane?: "live" | "history";
}

interface OrderOptions extends PushOptions {
  /** Orders are spread over so many customers; default 10 (a client of a stream has so many of its own). */
  readonly customers?: number;
  /** Events in a request; default 50. */
  readonly batch?: number;
}

export interface OrderStream {
  /** Orders that were accepted so far. */
  readonly accepted: number;
  /** Ends when the last order of every client is accepted; throws when one is not within `withinMs` (default a minute). */
  stop(withinMs?: number): Promise<void>;
}

const TRY_AGAIN_MS = 50;
const answerSchema = z.union([
  z.object({ results: z.array(z.object({ status: z.string() })) }),
  z.object({ status: z.string() }).transform((result) => ({ results: [result] })),
]);

export function createShop(
  options: Pick<Shop, "pluginId" | "account" | "privateKey" | "spareKey" | "pushKey"> & {
    readonly api: ServiceApi;
    readonly ledger: Ledger;
  },
): Shop {
  const { pluginId, account, pushKey, api, ledger } = options;
  let ordersPlaced = 0;
  let streams = 0;
  let isClosed = false;

  // No order is promised between a customer's live and historical events, so the lanes have customers of their own.
  const nextOrder = (customer: string, { lane = "live" }: PushOptions): Placed => {
    ordersPlaced++;
    return composeOrder(account, `${account}-${ordersPlaced}`, `${lane}-${customer}@shop.se`);
  };

  const tryPush: Shop["tryPush"] = async (placed, { lane = "live" } = {}) => {
    ledger.noteSent(placed.flatMap(({ makes }) => makes));
    const answer = await api.tryCall("POST", `/v1/plugins/${pluginId}/events?lane=${lane}`, {
      bearer: pushKey,
      body: placed.map(({ event }) => event),
    });
    if (answer?.status === 202) {
      const { results } = answerSchema.parse(answer.body);
      for (const [index, { status }] of results.entries()) {
        if (status === "accepted" || status === "duplicate") ledger.noteAccepted(placed[index]?.makes ?? []);
        else throw new Error(`An event was answered with ${status}: ${JSON.stringify(answer.body)}`);
      }
    } else if (answer !== null && answer.status < 500 && answer.status !== 429) {
      throw new Error(`A push was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer?.status ?? null;
  };

  const push: Shop["push"] = async (placed, { withinMs = 60_000, ...pushOptions } = {}) => {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const status = await tryPush(placed, pushOptions);
      if (status === 202) return;
      if (performance.now() > deadline) throw new Error(`A push was not taken within ${withinMs} ms: ${status}.`);
      await sleep(TRY_AGAIN_MS);
    }
  };

  return {
    ...options,
    tryPush,
    push,
    async placeOrders(count, { customers = 10, batch = 50, ...pushOptions } = {}) {
      const orders = Array.from({ length: count }, (_, index) =>
        nextOrder(`customer-${index % customers}`, pushOptions),
      );
      for (let from = 0; from < count; from += batch) await push(orders.slice(from, from + batch), pushOptions);
    },
    keepOrdering({ clients = 4, customers = 10, pauseMs = 0, ...pushOptions } = {}) {
      streams++;
      const stream = streams;
      let accepted = 0;
      let endsWithinMs: number | null = null;
      const order = async (client: number) => {
        for (let turn = 0; endsWithinMs === null && !isClosed; turn++) {
          const placed = nextOrder(`stream-${stream}-client-${client}-customer-${turn % customers}`, pushOptions);
          while ((await tryPush([placed], pushOptions)) !== 202) {
            if (isClosed) return;
            if (endsWithinMs !== null) {
              await push([placed], { ...pushOptions, withinMs: endsWithinMs });
              break;
            }
            await sleep(TRY_AGAIN_MS);
          }
          accepted++;
          if (pauseMs > 0) await sleep(pauseMs);
        }
      };
      const working = Promise.all(Array.from({ length: clients }, (_, client) => order(client)));
      // Whoever stops the stream is told; until then a failure must not end the process.
      working.catch(() => {});
      return {
        get accepted() {
          return accepted;
        },
        async stop(withinMs = 60_000) {
          endsWithinMs = withinMs;
          await working;
        },
      };
    },
    close() {
      isClosed = true;
    },
  };
}
