import type { WindowUse } from "../access/rate-windows.ts";
import type { Violation } from "../openapi/openapi-check.ts";
import type { SandboxState } from "../state.ts";
import { type Account, settleAccount } from "../store/account.ts";
import type { DroppedEvent, DropReason, EventPath, StoredEvent } from "../store/events.ts";
import type { SkippedMail } from "../store/mails.ts";
import type { EventAttempts } from "./attempts.ts";
import type { LoggedRequest } from "./request-log.ts";
import { type MailFilter, type SeenFlow, type SeenMail, seenFlows, seenMails, seenSkippedMails } from "./seen-mails.ts";

/** A recorded event in plain words. */
export interface SeenEvent {
  readonly account: string;
  readonly id: string;
  readonly metric: string;
  readonly uniqueId: string;
  readonly profileId: string;
  readonly email: string | null;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly value: number | null;
  readonly valueCurrency: string | null;
  readonly backfill: boolean;
  readonly via: EventPath;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Top-level properties that are 0, null or "": Klaviyo treats them as never set, so no segment can use them. */
  readonly ignoredProperties: readonly string[];
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  readonly processedAt: number;
}

interface SeenProfile {
  readonly account: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly location: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface AccountCounts {
  readonly accepted: number;
  /** Answered 202 and not yet processed. */
  readonly waiting: number;
  readonly recorded: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly profiles: number;
  readonly byMetric: Readonly<Record<string, number>>;
  /** Sent by live flows, by the profile's `Language`. */
  readonly mailsByLanguage: Readonly<Record<string, number>>;
}

interface SandboxCounts {
  readonly accounts: Readonly<Record<string, AccountCounts>>;
  /** By endpoint, then by status or, without an answer, by manner. */
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly paused: boolean;
  readonly violations: number;
}

export interface EventFilter {
  readonly account?: string;
  readonly metric?: string;
  readonly email?: string;
  readonly uniqueId?: string;
}

/** What can be read back, in the process as over `/__sandbox`. Empty lists with retention `counts`, but for counts and windows. */
export interface Inspection {
  counts(): SandboxCounts;
  /** In the order of processing. */
  events(filter?: EventFilter & { readonly backfill?: boolean }): readonly SeenEvent[];
  dropped(filter?: EventFilter): readonly (DroppedEvent & { readonly account: string })[];
  profiles(filter?: Pick<EventFilter, "account" | "email">): readonly SeenProfile[];
  /** Every flow with its e-mails. */
  flows(filter?: Pick<EventFilter, "account" | "metric">): readonly SeenFlow[];
  /** What live flows sent, newest first; the newest 1,000 of an account. */
  mails(filter?: MailFilter): readonly SeenMail[];
  /** What they would have sent, and why they did not. */
  skippedMails(filter?: MailFilter): readonly (SkippedMail & { readonly account: string })[];
  requests(): readonly LoggedRequest[];
  attempts(filter?: EventFilter): readonly EventAttempts[];
  /** By account and endpoint. */
  windows(): Readonly<Record<string, Readonly<Record<string, readonly WindowUse[]>>>>;
  /** Departures from the OpenAPI file, when `validateOpenApi` is set. */
  violations(): readonly Violation[];
}

export function createInspection(state: SandboxState): Inspection {
  function settled(filter: EventFilter = {}): readonly Account[] {
    const accounts = [...state.accounts.values()].filter(
      ({ id }) => filter.account === undefined || filter.account === id,
    );
    for (const account of accounts) settleAccount(account, state.clock.now());
    return accounts;
  }

  return {
    counts: () => ({
      accounts: Object.fromEntries(settled().map((account) => [account.id, countsOf(account)])),
      requests: state.log.counts(),
      paused: state.paused,
      violations: state.openApi?.violations().length ?? 0,
    }),
    events: (filter) =>
      settled(filter).flatMap((account) =>
        account.ingestion.events
          .filter((event) => filter?.backfill === undefined || event.backfill === filter.backfill)
          .map((event) => seenEvent(account, event))
          .filter((event) => matches(event, filter)),
      ),
    dropped: (filter) =>
      settled(filter).flatMap((account) =>
        account.ingestion.dropped
          .map((event) => ({ account: account.id, ...event }))
          .filter((event) => matches(event, filter)),
      ),
    profiles: (filter) =>
      settled(filter).flatMap((account) =>
        [...account.profiles.all()]
          .map((profile) => ({
            account: account.id,
            id: profile.id,
            attributes: Object.fromEntries(profile.attributes),
            location: Object.fromEntries(profile.location),
            properties: profile.properties,
          }))
          .filter(({ attributes }) => filter?.email === undefined || sameEmail(attributes.email, filter.email)),
      ),
    flows: (filter) => settled(filter).flatMap((account) => seenFlows(account, filter?.metric)),
    mails: (filter) => settled(filter).flatMap((account) => seenMails(account, filter)),
    skippedMails: (filter) => settled(filter).flatMap((account) => seenSkippedMails(account, filter)),
    requests: () => state.log.entries(),
    attempts: (filter = {}) =>
      (state.attempts?.find(filter) ?? []).filter(
        ({ account }) => filter.account === undefined || filter.account === account,
      ),
    windows: () =>
      Object.fromEntries(
        [...state.accounts.values()].map((account) => [
          account.id,
          Object.fromEntries(
            [...account.windows].map(([endpoint, windows]) => [endpoint, windows.use(state.clock.now())]),
          ),
        ]),
      ),
    violations: () => state.openApi?.violations() ?? [],
  };
}

function countsOf(account: Account): AccountCounts {
  return {
    ...account.ingestion.counts(),
    profiles: account.profiles.size,
    byMetric: Object.fromEntries(account.metrics.all().map((metric) => [metric.name, metric.events])),
    mailsByLanguage: account.mails.counts(),
  };
}

function seenEvent(account: Account, event: StoredEvent): SeenEvent {
  const email = account.profiles.find(event.profileId)?.attributes.get("email");
  return {
    account: account.id,
    id: event.id,
    metric: account.metrics.find(event.metricId)?.name ?? "",
    uniqueId: event.uniqueId,
    profileId: event.profileId,
    email: typeof email === "string" ? email : null,
    time: new Date(event.timeSeconds * 1_000).toISOString(),
    value: event.value,
    valueCurrency: event.valueCurrency,
    backfill: event.backfill,
    via: event.via,
    properties: event.properties,
    ignoredProperties: Object.entries(event.properties)
      .filter(([, value]) => value === 0 || value === null || value === "")
      .map(([name]) => name),
    acceptedAt: event.acceptedAt,
    processedAt: event.processedAt,
  };
}

function matches(event: { metric: string; uniqueId: string; email: string | null }, filter: EventFilter = {}): boolean {
  return (
    (filter.metric === undefined || event.metric === filter.metric) &&
    (filter.uniqueId === undefined || event.uniqueId === filter.uniqueId) &&
    (filter.email === undefined || sameEmail(event.email, filter.email))
  );
}

function sameEmail(one: unknown, other: string): boolean {
  return typeof one === "string" && one.toLowerCase() === other.toLowerCase();
}
