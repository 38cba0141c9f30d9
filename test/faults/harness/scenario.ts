import type { Stage, StageOptions } from "./stage.ts";

/** What became of everything that was accepted. Events are metric events: an order makes two, Placed Order and Ordered Product. */
export interface Tally {
  /** Answered with 202 by the service. */
  readonly accepted: number;
  /** Accepted, and in Klaviyo. */
  readonly delivered: number;
  /** Accepted, not in Klaviyo, and a dead letter with its reason. */
  readonly dead: number;
  /** In Klaviyo more than once, or in Klaviyo and dead. */
  readonly doubled: number;
  /** Accepted, and neither in Klaviyo nor a dead letter. */
  readonly lost: number;
}

/**
 * One fault and what the service has to make of it, in a file of its own below `scenarios/`, exported as `scenario`:
 *
 *     export const scenario: Scenario = {
 *       name: "bad-gateway",                              // npm run test:faults -- bad-gateway
 *       story: "Klaviyo's proxies answer 502 with a page of HTML",
 *       async run(context) {
 *         const stage = await context.openStage();        // sandbox Klaviyo, the real service in its own process, a shop
 *         stage.sandbox.addFault({ times: 10, action: { status: 502, body: "html" } });
 *         await stage.shop.placeOrders(context.isShort ? 20 : 200);
 *         await stage.settled(60_000);                    // nothing is pending any more
 *         return stage.tally();
 *       },
 *     };
 *
 * It fails by throwing, or by a tally with doubled or lost events. Everything that the context opened is closed after it.
 */
export interface Scenario {
  readonly name: string;
  readonly story: string;
  /** Left out of the short run: it takes long, or `everything-at-once` has some of it. */
  readonly onlyInWholeRun?: boolean;
  readonly run: (context: FaultContext) => Promise<Tally>;
}

export interface FaultContext {
  /** The short run within `npm test`: fewer rounds, fewer events. */
  readonly isShort: boolean;
  openStage(options?: StageOptions): Promise<Stage>;
  /** A new, empty database on a PostgreSQL with real durability that the scenarios of a run share: not one to stop or kill. */
  freshPostgresUrl(): Promise<string>;
  /** Runs when the scenario has ended, last added first. */
  onEnd(close: () => Promise<unknown> | unknown): void;
  /** A line beside the table: rounds, take-over times. */
  note(text: string): void;
}
