import type { Database } from "../src/database/database.ts";
import type { Acceptance, AttemptFailure, HeldEvent, NewEvent } from "../src/outbox/outbox.ts";

/** A pending Placed Order of plugin `shop` on account `ACC001`, save what the test says. */
export function makeEvent(given: Partial<NewEvent> = {}): NewEvent {
  const uniqueId = given.uniqueId ?? "1001";
  return {
    pluginId: "shop",
    accountId: "ACC001",
    lane: "live",
    metric: "Placed Order",
    uniqueId,
    occurredAt: 1_700_000_000_000,
    profileKey: "eva@example.com",
    orderNumber: uniqueId,
    commerceType: "order.placed",
    commerceSource: "shop",
    commerceId: uniqueId,
    body: JSON.stringify({ properties: { OrderId: uniqueId }, unique_id: uniqueId }),
    profile: JSON.stringify({ email: "eva@example.com" }),
    secrets: [],
    state: "pending",
    reason: null,
    ...given,
  };
}

export function makeAcceptance(...events: readonly NewEvent[]): Acceptance {
  return { events, held: null };
}

export function makeHeld(given: Partial<HeldEvent> = {}): HeldEvent {
  return {
    pluginId: "shop",
    lane: "live",
    commerceType: "order.placed",
    commerceSource: "shop",
    commerceId: "1001",
    occurredAt: 1_700_000_000_000,
    profileKey: "eva@example.com",
    orderNumber: "1001",
    commerceEvent: "{}",
    reason: { code: "rate_unknown", message: "No rate from NOK to SEK is known." },
    ...given,
  };
}

export function makeFailure(given: Partial<AttemptFailure> = {}): AttemptFailure {
  return {
    code: "klaviyo_unavailable",
    status: 503,
    detail: "Service Unavailable",
    request: "POST /api/events",
    at: 1_700_000_001_000,
    ...given,
  };
}

/** A plugin that is active and has its keys, as leases and claims see it. */
export async function insertPlugin(database: Database, id = "shop", apiKey = "ACC001"): Promise<void> {
  await database.kysely
    .insertInto("plugins")
    .values({
      id,
      name: id,
      status: "active",
      api_key: apiKey,
      private_key: "encrypted",
      settings: "{}",
      version: 1,
      alarm: null,
      created_at: 0,
      updated_at: 0,
    })
    .execute();
}
