import type { Clock } from "../../clock.ts";
import {
  type HistoryPage,
  type HistorySelection,
  type HistorySource,
  HistorySourceError,
} from "../../commerce/history-source.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { FailureCode } from "../api/outcome.ts";
import type { SharedBudgets } from "../api/shared-budgets.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { CentraFailure } from "../sync/failure.ts";
import { type CentraSession, openSession } from "../sync/session.ts";
import { countCustomers } from "./count-customers.ts";
import { firstCursor, readCursor } from "./cursor.ts";
import { readHistoryPage } from "./read-page.ts";

/** The schema and the limits are looked at again so often. */
const RENEW_SESSION_EVERY_MS = 3_600_000;
/** A refusal may pass, too: so often it is not believed. */
const TRIES = 3;
const BETWEEN_TRIES_MS = 2_000;
/** Not the token's or the instance's fault: asked again for as long as it takes. */
const PASSING: ReadonlySet<FailureCode> = new Set(["unreachable", "rate_limited", "centra_error"]);

export interface HistoryParts {
  readonly connections: ConnectionStore;
  readonly transport: CentraTransport;
  readonly budgets: SharedBudgets;
  readonly clock: Clock;
}

/** Answers null when the plugin is not connected to Centra. */
export type CentraHistory = (plugin: StorePlugin, selection: HistorySelection) => Promise<HistorySource | null>;

/**
 * A shop's past: of customers by the creation of their account all orders, and, if asked for, orders of guests. It is read with what
 * the shop's present leaves of Centra's limits.
 */
export function createCentraHistory({ connections, transport, budgets, clock }: HistoryParts): CentraHistory {
  return async (plugin, selection) => {
    const connection = await connections.find(plugin.id);
    if (connection === null) return null;
    const apiUrl = connection.apiUrl;
    let opened: { readonly session: CentraSession; readonly at: number } | null = null;

    async function open(signal: AbortSignal): Promise<CentraSession> {
      if (opened !== null && clock.monotonic() - opened.at < RENEW_SESSION_EVERY_MS) return opened.session;
      const current = await connections.find(plugin.id);
      if (current === null || current.apiUrl !== apiUrl) throw isElsewhere();
      const { token } = await connections.credentials(plugin.id);
      const shared = { budget: budgets(apiUrl), purpose: "history" } as const;
      const session = await openSession({ transport, clock, connection: current, token, ...shared });
      signal.throwIfAborted();
      opened = { session, at: clock.monotonic() };
      return session;
    }

    async function reading<Result>(
      signal: AbortSignal,
      work: (session: CentraSession) => Promise<Result>,
    ): Promise<Result> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await work((await open(signal)).under(signal));
        } catch (error) {
          if (!(error instanceof CentraFailure)) throw error;
          const isPassing = PASSING.has(error.code);
          if (!isPassing) opened = null;
          if (isPassing || tries === TRIES || signal.aborted) throw toSourceError(error, isPassing);
          await clock.sleep(BETWEEN_TRIES_MS, signal);
        }
      }
    }

    return {
      // Who has an account, and how many orders, only reading shows.
      count: async () => ({ customers: null, orders: null }),
      read: (cursor, signal): Promise<HistoryPage> =>
        reading(signal, async (session) => {
          const position =
            cursor === null
              ? firstCursor(selection.includeGuests, await countCustomers(session, selection.since))
              : readCursor(cursor);
          const { imageSize, timeZone } = plugin.settings;
          return readHistoryPage(position, { session, selection, imageSize, timeZone, clock, signal });
        }),
    };
  };
}

function isElsewhere(): HistorySourceError {
  return new HistorySourceError(
    "centra_changed",
    "The plugin's connection to Centra was taken away or leads elsewhere. Connect it again and resume, or cancel the export.",
    { isRetryable: false },
  );
}

function toSourceError(failure: CentraFailure, isRetryable: boolean): HistorySourceError {
  return new HistorySourceError(`centra_${failure.code.replace(/^centra_/, "")}`, failure.message, {
    isRetryable,
    cause: failure,
  });
}
