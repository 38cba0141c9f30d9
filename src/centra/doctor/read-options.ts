import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { SharedBudgets } from "../api/shared-budgets.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { CentraNotConnectedError } from "../connection/errors.ts";
import { listOf, text } from "../objects/values.ts";
import { openSession } from "../sync/session.ts";

const named = listOf(z.object({ id: text, code: text, name: text, languageCode: text }));

interface Option {
  /** What the setting holds. */
  readonly value: string;
  readonly name: string;
}

/** What the settings form offers, in the shop's own names. */
export type CentraOptions = Readonly<
  Record<
    "stores" | "markets" | "pricelists" | "countries" | "languages" | "currencies" | "imageSizes",
    readonly Option[]
  >
>;

/** Throws CentraNotConnectedError, CentraFailure. */
export type OptionsReader = (pluginId: string) => Promise<CentraOptions>;

export function createOptionsReader(parts: {
  readonly connections: ConnectionStore;
  readonly transport: CentraTransport;
  readonly budgets: SharedBudgets;
  readonly clock: Clock;
}): OptionsReader {
  const { connections, transport, budgets, clock } = parts;
  return async (pluginId) => {
    const connection = await connections.find(pluginId);
    if (connection === null) throw new CentraNotConnectedError(pluginId);
    const { token } = await connections.credentials(pluginId);
    const session = await openSession({ transport, clock, connection, token, budget: budgets(connection.apiUrl) });
    const data = (await session.ask("options"))?.data ?? {};
    const byId = (rows: unknown) => toOptions(rows, ({ id }) => id);
    const byCode = (rows: unknown) => toOptions(rows, ({ code, languageCode }) => languageCode ?? code);
    const sizes = toOptions(data.mediaSizes ?? data.imageSizes, ({ name }) => name);
    return {
      stores: byId(data.stores),
      markets: byId(data.markets),
      pricelists: byId(data.pricelists),
      countries: byCode(data.countries),
      languages: byCode(data.languages),
      currencies: byCode(data.currencies),
      // Where the instance does not list its sizes, there is at least the one of Centra's own examples.
      imageSizes: sizes.length > 0 ? sizes : [{ value: "standard", name: "standard" }],
    };
  };
}

type Row = z.output<typeof named>[number];

function toOptions(rows: unknown, keyOf: (row: Row) => string | undefined): Option[] {
  const options = named.parse(rows).flatMap((row) => {
    const value = keyOf(row);
    return value === undefined ? [] : [[value, { value, name: row.name ?? value }] as const];
  });
  return [...new Map(options).values()];
}
