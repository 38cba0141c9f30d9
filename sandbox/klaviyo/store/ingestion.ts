import type { EventAttributes } from "../shapes/event-shape.ts";
import type { NamedProfile } from "../shapes/profile-shape.ts";
import { parseTime } from "../shapes/time.ts";
import { DROP_REASONS, type DroppedEvent, type DropReason, type EventPath, type StoredEvent } from "./events.ts";
import { createFingerprintSet } from "./fingerprint-set.ts";
import { type IdMaker, uuidOf } from "./id-maker.ts";
import type { Metrics } from "./metrics.ts";
import type { Profile, Profiles } from "./profiles.ts";

/** What one 202 promised: events of one profile. */
export interface AcceptedGroup {
  readonly profile: NamedProfile;
  readonly events: readonly EventAttributes[];
  readonly backfill: boolean;
  readonly via: EventPath;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
}

export interface Ingestion {
  /** Takes accepted events; they are processed in the order of acceptance once the delay is over. */
  accept(groups: readonly AcceptedGroup[]): void;
  /** Processes what is due. Whoever reads calls this first, so that no timer is needed and a driven clock suffices. */
  settle(nowMs: number): void;
  readonly events: readonly StoredEvent[];
  readonly dropped: readonly DroppedEvent[];
  find(id: string): StoredEvent | undefined;
  counts(): IngestionCounts;
}

interface IngestionCounts {
  /** Answered 202. */
  readonly accepted: number;
  /** Answered 202 and not yet processed. */
  readonly waiting: number;
  readonly recorded: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

/** "E-mail domains such as @example.com and @test.com" vanish after the 202 (Events API overview, "Troubleshooting"). */
const TEST_DOMAINS = ["example.com", "example.org", "example.net", "test.com"];

export function createIngestion(parts: {
  readonly delayMs: number;
  readonly keepEverything: boolean;
  /** Undefined: all. */
  readonly keepProperties?: readonly string[] | undefined;
  readonly profiles: Profiles;
  readonly metrics: Metrics;
  readonly ids: IdMaker;
  /** Told of each event that is kept, in the order of processing. */
  readonly onRecorded?: (event: StoredEvent) => void;
}): Ingestion {
  const { delayMs, keepEverything, keepProperties, profiles, metrics, ids, onRecorded } = parts;
  const seen = createFingerprintSet();
  const events: StoredEvent[] = [];
  const eventsById = new Map<string, StoredEvent>();
  const dropped: DroppedEvent[] = [];
  const droppedCounts: Record<DropReason, number> = { duplicate: 0, test_domain: 0, profile_mismatch: 0 };
  let waiting: AcceptedGroup[] = [];
  let firstWaiting = 0;
  let accepted = 0;
  let recorded = 0;

  function drop(reason: DropReason, group: AcceptedGroup, event: EventAttributes, processedAt: number): void {
    droppedCounts[reason] += 1;
    if (!keepEverything) return;
    dropped.push({
      reason,
      detail: DROP_REASONS[reason],
      metric: event.metric.data.attributes.name,
      uniqueId: uniqueIdOf(event, group.acceptedAt),
      email: group.profile.attributes.email ?? null,
      via: group.via,
      processedAt,
    });
  }

  /** The profile's part of the de-duplication key; with counts alone, no profile is kept and its identifiers stand for it. */
  function profileKeyOf(group: AcceptedGroup, nowMs: number): { key: string; profile: Profile | null } | null {
    if (!keepEverything) {
      const { email, phone_number, external_id, anonymous_id, _kx } = group.profile.attributes;
      return {
        key: email?.toLowerCase() || phone_number || external_id || anonymous_id || _kx || group.profile.id || "",
        profile: null,
      };
    }
    const profile = profiles.upsertForEvent(group.profile, nowMs);
    return profile === null ? null : { key: profile.id, profile };
  }

  function process(group: AcceptedGroup): void {
    const processedAt = group.acceptedAt + delayMs;
    const domain = group.profile.attributes.email?.toLowerCase().split("@")[1] ?? "";
    if (TEST_DOMAINS.includes(domain)) {
      for (const event of group.events) drop("test_domain", group, event, processedAt);
      return;
    }
    const target = profileKeyOf(group, processedAt);
    for (const event of group.events) {
      if (target === null) drop("profile_mismatch", group, event, processedAt);
      else record(group, event, target, processedAt);
    }
  }

  function record(
    group: AcceptedGroup,
    event: EventAttributes,
    target: { readonly key: string; readonly profile: Profile | null },
    processedAt: number,
  ): void {
    const { name, service } = event.metric.data.attributes;
    const metric = metrics.ensure(name, service, processedAt);
    const uniqueId = uniqueIdOf(event, group.acceptedAt);
    if (!seen.add(`${target.key}\n${metric.id}\n${uniqueId}`)) {
      drop("duplicate", group, event, processedAt);
      return;
    }
    recorded += 1;
    metric.events += 1;
    metric.updated = processedAt;
    if (typeof event.value === "number") metric.hasValue = true;
    if (target.profile === null) return;
    const timeSeconds = timeSecondsOf(event, group.acceptedAt);
    target.profile.lastEventAt = Math.max(target.profile.lastEventAt ?? 0, timeSeconds * 1_000);
    const id = ids.eventId();
    const stored: StoredEvent = {
      id,
      uuid: uuidOf(timeSeconds, id),
      metricId: metric.id,
      profileId: target.profile.id,
      uniqueId,
      timeSeconds,
      properties: keepProperties === undefined ? event.properties : pick(event.properties, keepProperties),
      value: event.value ?? (metric.hasValue ? 0 : null),
      valueCurrency: event.value_currency ?? null,
      backfill: event.backfill ?? group.backfill,
      via: group.via,
      acceptedAt: group.acceptedAt,
      processedAt,
    };
    events.push(stored);
    eventsById.set(id, stored);
    onRecorded?.(stored);
  }

  return {
    accept(groups) {
      for (const group of groups) {
        accepted += group.events.length;
        if (delayMs === 0) process(group);
        else waiting.push(group);
      }
    },
    settle(nowMs) {
      for (;;) {
        const group = waiting[firstWaiting];
        if (group === undefined || group.acceptedAt + delayMs > nowMs) break;
        firstWaiting += 1;
        process(group);
      }
      if (firstWaiting > 1_000 || firstWaiting === waiting.length) {
        waiting = waiting.slice(firstWaiting);
        firstWaiting = 0;
      }
    },
    events,
    dropped,
    find: (id) => eventsById.get(id),
    counts: () => ({
      accepted,
      waiting: waiting.slice(firstWaiting).reduce((sum, group) => sum + group.events.length, 0),
      recorded,
      dropped: { ...droppedCounts },
    }),
  };
}

function pick(properties: EventAttributes["properties"], names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.filter((name) => name in properties).map((name) => [name, properties[name]]));
}

/** Default time: when the request was received. */
function timeSecondsOf(event: EventAttributes, acceptedAt: number): number {
  const given = event.time ? parseTime(event.time) : null;
  return Math.floor((given ?? acceptedAt) / 1_000);
}

/** Default: the time in whole seconds, so that a profile has one event per metric and second (OpenAPI, `unique_id`). */
export function uniqueIdOf(event: EventAttributes, acceptedAt: number): string {
  return event.unique_id ?? String(timeSecondsOf(event, acceptedAt));
}
