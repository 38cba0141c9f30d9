import type { Leases } from "../outbox/outbox.ts";

type AccountOverview = Awaited<ReturnType<Leases["overview"]>>;

/** What a worker does for a fair share of the accounts. */
export interface ShareOfAccounts {
  /** Accounts that it holds and is to give back: what is more than its share, and what nobody is to drive any more. */
  readonly surplus: readonly string[];
  /** How many more it may take; none when none is free. */
  readonly missing: number;
  /** When the first lease of another worker runs out. Whoever lives renews long before; Infinity when there is none. */
  readonly othersRunOutInMs: number;
}

/** Divides the accounts by the workers that are there, rounded up. `held`: what this worker holds and is not giving back already. Pure. */
export function shareAccounts(
  holder: string,
  {
    accounts,
    workers,
    held,
  }: { readonly accounts: AccountOverview; readonly workers: number; readonly held: readonly string[] },
): ShareOfAccounts {
  const share = Math.ceil(accounts.length / Math.max(1, workers));
  const driven = new Set(accounts.map(({ accountId }) => accountId));
  const shared = held.filter((id) => driven.has(id));
  const isFree = accounts.some((account) => account.holder === null);
  const ofOthers = accounts.filter((account) => account.holder !== null && account.holder !== holder);
  return {
    surplus: [...held.filter((id) => !driven.has(id)), ...shared.slice(share)],
    missing: isFree ? Math.max(0, share - shared.length) : 0,
    othersRunOutInMs: Math.min(...ofOthers.map(({ expiresInMs }) => expiresInMs)),
  };
}
