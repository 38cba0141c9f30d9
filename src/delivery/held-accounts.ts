import type { Clock } from "../clock.ts";
import type { Lease, Leases } from "../outbox/outbox.ts";

/** A lease that runs out within this time is not acted upon any more: a request that starts now takes a moment to arrive. */
const SAFETY_MS = 1_000;

/** The leases of one worker, with our own reckoning of how long each is good for. Monotonic time, so that a jump changes nothing. */
export interface HeldAccounts {
  readonly size: number;
  accountIds(): string[];
  lease(accountId: string): Lease | undefined;
  /** Also false when the process was stopped for a while and the lease may have run out meanwhile. */
  mayDrive(lease: Lease): boolean;
  /** Answers the leases that are lost. */
  renew(): Promise<Lease[]>;
  acquire(limit: number): Promise<Lease[]>;
  release(leases: readonly Lease[]): Promise<void>;
  /** Lost without asking: a settlement was refused. */
  forget(lease: Lease): void;
}

export function createHeldAccounts(options: {
  readonly leases: Leases;
  readonly holder: string;
  readonly ttlMs: number;
  readonly clock: Clock;
}): HeldAccounts {
  const { leases, holder, ttlMs, clock } = options;
  const held = new Map<string, { readonly lease: Lease; goodUntil: number }>();
  const isCurrent = (lease: Lease) => held.get(lease.accountId)?.lease.token === lease.token;
  const forget = (lease: Lease) => {
    if (isCurrent(lease)) held.delete(lease.accountId);
  };

  return {
    get size() {
      return held.size;
    },
    accountIds: () => [...held.keys()],
    lease: (accountId) => held.get(accountId)?.lease,
    mayDrive(lease) {
      const entry = held.get(lease.accountId);
      return entry !== undefined && isCurrent(lease) && clock.monotonic() < entry.goodUntil - SAFETY_MS;
    },
    async renew() {
      const before = [...held.values()].map(({ lease }) => lease);
      if (before.length === 0) return [];
      // From before the question: the database counts from when it gets it.
      const askedAt = clock.monotonic();
      const renewed = await leases.renew(before, ttlMs);
      const kept = new Set(renewed.map(({ accountId }) => accountId));
      for (const { accountId } of renewed) {
        const entry = held.get(accountId);
        if (entry !== undefined) entry.goodUntil = askedAt + ttlMs;
      }
      // What was given back while the question was under way is not lost.
      const lost = before.filter((lease) => !kept.has(lease.accountId) && isCurrent(lease));
      for (const lease of lost) forget(lease);
      return lost;
    },
    async acquire(limit) {
      const askedAt = clock.monotonic();
      const acquired = await leases.acquire({ holder, ttlMs, limit });
      for (const lease of acquired) held.set(lease.accountId, { lease, goodUntil: askedAt + ttlMs });
      return acquired;
    },
    async release(given) {
      for (const lease of given) forget(lease);
      await leases.release(given);
    },
    forget,
  };
}
