/** A metric event that the shop has a right to find in Klaviyo. */
export interface ExpectedEvent {
  readonly account: string;
  readonly metric: string;
  readonly uniqueId: string;
  readonly email: string;
}

/** The shop's own book of what it sent and what was answered with 202: the measure of everything else. */
export interface Ledger {
  /** They are about to be sent; whether they arrive is open. */
  noteSent(events: readonly ExpectedEvent[]): void;
  /** The service has answered that they are safe. */
  noteAccepted(events: readonly ExpectedEvent[]): void;
  readonly acceptedCount: number;
  /** In the order in which they were accepted. */
  accepted(): readonly ExpectedEvent[];
  wasSent(event: EventName): boolean;
}

type EventName = Pick<ExpectedEvent, "account" | "metric" | "uniqueId">;

export function createLedger(): Ledger {
  const sent = new Set<string>();
  const accepted = new Map<string, ExpectedEvent>();
  return {
    noteSent(events) {
      for (const event of events) sent.add(keyOf(event));
    },
    noteAccepted(events) {
      for (const event of events) if (!accepted.has(keyOf(event))) accepted.set(keyOf(event), event);
    },
    get acceptedCount() {
      return accepted.size;
    },
    accepted: () => [...accepted.values()],
    wasSent: (event) => sent.has(keyOf(event)),
  };
}

export function keyOf({ account, metric, uniqueId }: EventName): string {
  return `${account}\n${metric}\n${uniqueId}`;
}
