import type { Clock } from "../../clock.ts";
import type { Logger } from "../../observability/logger.ts";
import type { SharedBudgets } from "../api/shared-budgets.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { CentraConnection } from "../connection/connection.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { expiryWarning, tokenExpiry } from "../connection/token-expiry.ts";
import { type EventSystem, setListeners } from "./gather-events.ts";
import { type ProblemStore, TOKEN_REFERENCE } from "./problem-store.ts";
import { type CentraSession, openSession } from "./session.ts";

/** The schema, the limits and whether the event system is on are looked at again so often. */
const RENEW_SESSION_EVERY_MS = 3_600_000;
const RECHECK_EVENTS_EVERY_MS = 600_000;

/** A shop that is being read. */
export interface OpenedShop {
  readonly session: CentraSession;
  /** When it was opened, when the event system was last asked about, and when changes were last polled for: monotonic milliseconds. */
  readonly at: number;
  eventsAt: number;
  polledAt: number;
  events: EventSystem;
  /** Whether the queue has ever had one. */
  hasEvents: boolean;
}

export interface OpeningParts {
  readonly connections: ConnectionStore;
  readonly problems: ProblemStore;
  readonly transport: CentraTransport;
  readonly budgets: SharedBudgets;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Throws CentraFailure. */
export async function openShop(
  { connections, problems, transport, budgets, clock, logger }: OpeningParts,
  connection: CentraConnection,
  signal: AbortSignal,
): Promise<OpenedShop> {
  const now = clock.monotonic();
  const { token } = await connections.credentials(connection.pluginId);
  await warnOfExpiry(problems, connection.pluginId, tokenExpiry(token, connection.settings), clock.now());
  const budget = budgets(connection.apiUrl);
  const session = await openSession({ transport, clock, connection, token, budget, signal });
  const events = await setListeners(session);
  logger.info(
    {
      events: events.isOn ? "event queue" : `polling, since ${events.reason}`,
      lost: session.questions.lost.map(({ lost }) => lost),
    },
    "Connected to Centra",
  );
  return { session, events, at: now, eventsAt: now, polledAt: Number.NEGATIVE_INFINITY, hasEvents: false };
}

/** Listed with the problems as long as it holds. */
async function warnOfExpiry(problems: ProblemStore, pluginId: string, expiresAt: number | null, now: number) {
  const warning = expiryWarning(expiresAt, now);
  if (warning === null) return problems.clear(pluginId, [TOKEN_REFERENCE]);
  const { code, message, whatToDo } = warning;
  return problems.note(pluginId, [{ code, reference: TOKEN_REFERENCE, message: `${message} ${whatToDo}` }], now);
}

/** Whether it was opened so long ago that it is better opened anew. */
export function isStale({ at }: OpenedShop, clock: Clock): boolean {
  return clock.monotonic() - at > RENEW_SESSION_EVERY_MS;
}

/** Centra may have turned the event system on. Throws CentraFailure. */
export async function recheckEvents(shop: OpenedShop, clock: Clock): Promise<void> {
  const now = clock.monotonic();
  if (shop.events.isOn || now - shop.eventsAt <= RECHECK_EVENTS_EVERY_MS) return;
  shop.events = await setListeners(shop.session);
  shop.eventsAt = now;
  // What happened between the last look and the listeners was queued nowhere.
  if (shop.events.isOn) shop.polledAt = Number.NEGATIVE_INFINITY;
}

/** Until it is asked about again; meanwhile changes are polled for. */
export function turnEventsOff(shop: OpenedShop, reason: string, clock: Clock): void {
  shop.events = { isOn: false, reason };
  shop.eventsAt = clock.monotonic();
  shop.polledAt = Number.NEGATIVE_INFINITY;
}
