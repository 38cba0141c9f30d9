/** The lease was lost to another worker, or ran out: nothing was changed, and the account is no longer this worker's to drive. */
export class LeaseLostError extends Error {
  readonly code = "lease_lost";
  constructor(accountId: string) {
    super(
      `The lease of account ${accountId} is no longer held: nothing was settled. Stop driving it; its holder goes on.`,
    );
    this.name = "LeaseLostError";
  }
}

/** More events wait for their commit than memory should hold. Nothing of the call was written. */
export class OutboxBusyError extends Error {
  readonly code = "overloaded";
  constructor() {
    super("Too many events wait to be written at once. Nothing of this call was accepted; send it again in a moment.");
    this.name = "OutboxBusyError";
  }
}

/** The event was deleted from the outbox, for example with its plugin, after it had been read. */
export class EventGoneError extends Error {
  readonly code = "event_gone";
  constructor(id: number) {
    super(`Event ${id} is no longer in the outbox. Read the pending events anew.`);
    this.name = "EventGoneError";
  }
}
