import type { CommerceEvent, CommerceEventOf, CommerceEventType } from "./events.d.mts";

export type * from "./events.d.mts";

/** A class of the runtime, where its types are there: this client needs neither the browser's nor those of Node.js. */
type Global<Name extends string> = typeof globalThis extends { readonly [Key in Name]: { prototype: infer Type } }
  ? Type
  : never;
type Fetch = typeof globalThis extends { readonly fetch: infer Type } ? Type : never;
type Signal = Global<"AbortSignal">;

export interface ClientOptions {
  /** The service's address, for example `https://klaviyo.example.com`; may have a path before `/v1`. */
  readonly url: string | Global<"URL">;
  /** Id of the store plugin that the events are for. */
  readonly plugin: string;
  /** A push key of that plugin. It belongs on a server, never in a browser. */
  readonly key: string;
  /** CloudEvents' `source` of the events that the client builds: a URI reference. Default: `/shops/<plugin>`. */
  readonly source?: string;
  /** Default: the runtime's own. */
  readonly fetch?: Fetch;
  /** Milliseconds that one request may take. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds in which a request is repeated. Default: 30,000; 0: it is sent once. */
  readonly giveUpAfterMs?: number;
  /** For tests. */
  readonly clock?: ClientClock;
  /** For tests: from 0 up to 1. */
  readonly random?: () => number;
}

export interface ClientClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  wait(ms: number, signal?: Signal): Promise<void>;
}

export interface EventOptions {
  /** Default: made of what the event says, so that the same event has the same id. */
  readonly id?: string;
  /** When it happened. Default: the time in the data of `order.placed`, `gift_certificate.issued` and a shipment that left, else now. */
  readonly time?: string | Date;
  /** Default: the client's. */
  readonly source?: string;
}

export interface PushOptions {
  /** `history`: a backfill, delivered behind all live events, that starts no flow. Default: `live`. */
  readonly lane?: "live" | "history";
  /** Ends the push; it rejects with the signal's reason. */
  readonly signal?: Signal;
}

export interface Reason {
  /** Stable. */
  readonly code: string;
  /** What it means and what to do. */
  readonly message: string;
}

/** One thing that is wrong with an event. */
export interface Fault {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly detail: string;
}

/** The service has the event. */
export interface TakenResult {
  /** The event's id. */
  readonly id: string;
  /**
   * `accepted`: committed, will be delivered. `duplicate`: was taken before. `held`: committed, goes out when `reason` is gone.
   * `skipped`: committed and listed, but left out by the plugin's settings.
   */
  readonly status: "accepted" | "duplicate" | "held" | "skipped";
  readonly reason?: Reason;
  /** Metrics of the event that the plugin's settings leave out. */
  readonly skipped?: readonly { readonly metric: string; readonly uniqueId: string; readonly reason: Reason }[];
}

/** The service has not taken the event, and will not as it is. */
export interface RefusedResult {
  /** Null when the event has none. */
  readonly id: string | null;
  readonly status: "refused";
  readonly reason?: Reason;
  readonly faults?: readonly Fault[];
}

export type PushResult = TakenResult | RefusedResult;

export interface PushAnswer {
  /** One for each event, in order. */
  readonly results: readonly PushResult[];
  readonly counts: Readonly<Record<PushResult["status"], number>>;
}

/** Pushes one event of the type, built of its data. */
export type PushOf<Type extends CommerceEventType> = (
  data: CommerceEventOf<Type>["data"],
  options?: EventOptions & PushOptions,
) => Promise<TakenResult>;

/**
 * Every promise resolves once the service has the events on disk, and rejects with a `PushError` otherwise. Pushing the same again is
 * always safe.
 */
export interface Client {
  /** Pushes one event. An event that is refused rejects with `events_invalid` and its `faults`. */
  push(event: CommerceEvent, options?: PushOptions): Promise<TakenResult>;
  /** Pushes any number of events, 1,000 a request, in order. Events that are refused are told in the results. */
  push(events: readonly CommerceEvent[], options?: PushOptions): Promise<PushAnswer>;
  /** Builds an event without pushing it, for a batch. */
  event<Type extends CommerceEventType>(
    type: Type,
    data: CommerceEventOf<Type>["data"],
    options?: EventOptions,
  ): Promise<CommerceEventOf<Type>>;
  readonly orderPlaced: PushOf<"order.placed">;
  readonly orderConfirmed: PushOf<"order.confirmed">;
  readonly orderCancelled: PushOf<"order.cancelled">;
  readonly orderRefunded: PushOf<"order.refunded">;
  readonly shipmentUpdated: PushOf<"shipment.updated">;
  readonly checkoutStarted: PushOf<"checkout.started">;
  readonly customerCreated: PushOf<"customer.created">;
  /**
   * The id is made of address and link, so each link has to be new. Where the same link may be mailed twice, give each request its own
   * `id`.
   */
  readonly passwordResetRequested: PushOf<"customer.password_reset_requested">;
  readonly giftCertificateIssued: PushOf<"gift_certificate.issued">;
}

/**
 * A client of the push API. Repeats what may succeed later: broken connections, time-outs, 408, 429 and 5xx, after `Retry-After` or
 * after a growing delay with jitter.
 * @throws PushError `options_invalid`, or `browser_refused` where a key could be read by everybody.
 */
export function createClient(options: ClientOptions): Client;

/** It never holds the key or what was pushed. */
export class PushError extends Error {
  constructor(code: string, message: string, details?: object);
  /**
   * Stable. The service's own (docs/errors.md), or `connection_failed`, `timed_out`, `unexpected_answer` (something else answered),
   * `options_invalid`, `browser_refused`.
   */
  code: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** Whether the same push may succeed later. */
  retryable: boolean;
  /** What the service asked to wait. */
  retryAfterMs: number | null;
  /** What is wrong with a single event. */
  faults: readonly Fault[];
  /** Results of the events of the requests before, when a batch of several requests failed. */
  results: readonly PushResult[];
  /** Names this occurrence in the service's log. */
  instance: string | null;
}
