import type { Clock } from "../../src/clock.ts";
import type { EndpointLimits } from "./access/rate-limits.ts";

/** A private key of an account. Real keys start with `pk_`. */
interface SandboxKey {
  readonly key: string;
  /** `"all"`, or names such as `events:write`. */
  readonly scopes: "all" | readonly string[];
}

export interface SandboxAccount {
  /** The public key: 6 characters. */
  readonly id: string;
  readonly privateKeys: readonly SandboxKey[];
  /** ISO 4217; default USD. */
  readonly preferredCurrency?: string;
  /** IANA name; default UTC. */
  readonly timezone?: string;
  readonly organizationName?: string;
  /** Postal, on one line, as `organization.full_address` gives it in mails. */
  readonly address?: string;
  readonly websiteUrl?: string;
  /** Who mails are from, unless their flow says otherwise. */
  readonly senderEmail?: string;
  /** BCP 47; default en-US. */
  readonly locale?: string;
  readonly testAccount?: boolean;
  /**
   * What becomes of the transactional mark of a flow's e-mail, which Klaviyo grants on request: `granted`, `ignored` (default: taken and
   * not kept), `refused` (400). What Klaviyo does without the grant is not documented.
   */
  readonly transactional?: "granted" | "ignored" | "refused";
}

export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: one demo account, see `DEMO_ACCOUNT`. */
  readonly accounts?: readonly SandboxAccount[];
  /**
   * `real` (default): Klaviyo's own windows. `off`: windows of a million requests a second, still counted and announced in the headers.
   * A record sets single endpoints, for example `{"POST /api/events": {perSecond: 5, perMinute: 50}}`; the others keep the real ones.
   */
  readonly limits?: "real" | "off" | Readonly<Record<string, EndpointLimits>>;
  /** From Klaviyo's 202 until the event can be read, milliseconds; default 1,500. With 0 it is there at once. */
  readonly ingestionDelayMs?: number;
  readonly clock?: Clock;
  /** A number in [0, 1) for faults with a probability. */
  readonly random?: () => number;
  /**
   * `everything` (default): events, profiles, requests and attempts can be read back. `counts`: only numbers and a fingerprint of each
   * event's id are kept (16 to 32 bytes an event), for benchmarks.
   */
  readonly retention?: "everything" | "counts";
  /** Names of the events' properties that are kept; default: all. Of hundreds of thousands of events they are most of the memory. */
  readonly keepProperties?: readonly string[];
  /**
   * Whether the values within `properties` are held against Klaviyo's limits; default true. Benchmarks turn it off: it is a quarter of the
   * work of a bulk request, and the load that they make is the same each time.
   */
  readonly checkProperties?: boolean;
  /** How many of the newest requests the log keeps; default 10,000. */
  readonly keepRequests?: number;
  /** Path of Klaviyo's OpenAPI file (JSON): every request and answer is checked against it and violations are kept. */
  readonly validateOpenApi?: string;
}

/** What `npm run sandbox` offers. */
export const DEMO_ACCOUNT: SandboxAccount = {
  id: "DEMO42",
  privateKeys: [{ key: "pk_demo42_local_sandbox_only", scopes: "all" }],
  preferredCurrency: "SEK",
  timezone: "Europe/Stockholm",
  organizationName: "Sandbox Demo Shop",
  address: "Demo Street 1, 111 22 Stockholm",
  websiteUrl: "https://shop.example",
  senderEmail: "hello@sandbox-demo-shop.se",
  locale: "sv-SE",
};
