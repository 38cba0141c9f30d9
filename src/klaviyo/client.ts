import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { BULK_CREATE_EVENTS, bulkCreateEventsParts, type ProfileGroup } from "./bulk-create-events.ts";
import { CREATE_EVENT, createEventBody, type EncodedEvent } from "./create-event.ts";
import { encodeInTurns } from "./encode-in-turns.ts";
import { fewAtATime } from "./few-at-a-time.ts";
import { findEvents } from "./find-events.ts";
import { getAccount } from "./get-accounts.ts";
import type { SendOutcome } from "./outcome.ts";
import { readSendOutcome } from "./read-answer.ts";
import { createSpareBuffer } from "./spare-buffer.ts";
import { createTransport, DEFAULT_TRANSPORT, type TransportSettings } from "./transport.ts";
import { AbandonedError, describeTransportFailure } from "./transport-failure.ts";

/** Of an account, so that few large requests are in memory; history and live apart, so that live events do not wait for history. */
const MADE_AT_ONCE = 2;
const DEFAULT_BULK_BYTES = 64 * 1_024;

/** Klaviyo's API as far as it is used here. No call rejects: a refusal or a broken connection is a value. */
export interface KlaviyoClient {
  /** Create Event: 350/s and 3,500/min per account, scope events:write. */
  createEvent(privateKey: string, event: EncodedEvent, signal?: AbortSignal): Promise<SendOutcome>;
  /**
   * Bulk Create Events: all or nothing, 10/s and 150/min per account, scope events:write. The groups come page by page, and the request is
   * sent when it has them all, and made in steps, each after `nextTurn`; when they fail to come, nothing is sent and the outcome is unreachable with code `aborted`.
   */
  bulkCreateEvents(
    privateKey: string,
    pages: AsyncIterable<Iterable<ProfileGroup>>,
    options: {
      readonly backfill: boolean;
      readonly expectedBytes?: number;
      readonly nextTurn?: () => Promise<void>;
      readonly signal?: AbortSignal;
    },
  ): Promise<SendOutcome>;
  getAccount(privateKey: string): ReturnType<typeof getAccount>;
  /** A customer's events of one second: profiles:read, events:read and metrics:read, 350/s and 3,500/min. */
  findEvents(
    privateKey: string,
    which: { readonly email: string; readonly timeSeconds: number },
  ): ReturnType<typeof findEvents>;
  /** Breaks off what is in flight. */
  close(): Promise<void>;
}

/** Settings left out take Klaviyo's address and the default time-outs. */
export function createKlaviyoClient(options: {
  readonly clock: Clock;
  readonly transport?: Partial<TransportSettings>;
}): KlaviyoClient {
  const { clock } = options;
  const transport = createTransport({ ...DEFAULT_TRANSPORT, ...options.transport });
  const spareBuffer = createSpareBuffer();
  const inTurn = fewAtATime(MADE_AT_ONCE);
  return {
    async createEvent(privateKey, event, signal) {
      const body = createEventBody(event);
      return readSendOutcome(await transport.request({ ...CREATE_EVENT, privateKey, body, signal }), clock.now());
    },
    async bulkCreateEvents(
      privateKey,
      pages,
      { backfill, expectedBytes = DEFAULT_BULK_BYTES, nextTurn = turn, signal },
    ) {
      let body: Buffer;
      try {
        body = await inTurn(`${privateKey} ${backfill}`, () => {
          const into = spareBuffer.take(expectedBytes);
          return encodeInTurns(bulkCreateEventsParts(pages, backfill), { into, nextTurn });
        });
      } catch (error) {
        return describeTransportFailure(new AbandonedError(`the request could not be made: ${wordsOf(error)}`), false);
      }
      const answer = await transport.request({ ...BULK_CREATE_EVENTS, privateKey, body, signal });
      const outcome = readSendOutcome(answer, clock.now());
      // Whoever accepted it has read it to the end; after any other outcome some of it may still be on its way.
      if (outcome.kind === "accepted") spareBuffer.giveBack(body);
      return outcome;
    },
    getAccount: (privateKey) => getAccount(transport, privateKey, () => clock.now()),
    findEvents: (privateKey, which) => findEvents(transport, privateKey, which, () => clock.now()),
    close: () => transport.close(),
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
