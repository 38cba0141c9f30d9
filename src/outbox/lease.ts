/** What one worker holds while it drives an account. */
export interface Lease {
  readonly accountId: string;
  readonly holder: string;
  /** Fencing token: raised each time the lease changes hands; a settlement under an older token changes nothing. */
  readonly token: number;
}

/** The right to drive accounts. Times are the database's own, so that workers' clocks do not matter. */
export interface Leases {
  /** Takes up to `limit` accounts that have an active plugin and no living lease; raises the fencing token of each. */
  acquire(request: { readonly holder: string; readonly ttlMs: number; readonly limit: number }): Promise<Lease[]>;
  /** The leases that are still held, prolonged. */
  renew(leases: readonly Lease[], ttlMs: number): Promise<Lease[]>;
  release(leases: readonly Lease[]): Promise<void>;
  /** Tells the others that this worker is there for the next `ttlMs`; answers how many are, itself included. */
  announce(request: { readonly holder: string; readonly ttlMs: number }): Promise<number>;
  /** This worker goes. */
  withdraw(holder: string): Promise<void>;
  /** How many accounts there are to drive and who holds them, for a fair share among workers. */
  overview(): Promise<
    readonly { readonly accountId: string; readonly holder: string | null; readonly expiresInMs: number }[]
  >;
}
