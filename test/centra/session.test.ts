import { afterEach, expect, test } from "vitest";
import { startCentraSandbox } from "../../sandbox/centra/server.ts";
import { createCentraTransport } from "../../src/centra/api/transport.ts";
import { completeConnection } from "../../src/centra/connection/parse-connection.ts";
import { type CentraSession, openSession } from "../../src/centra/sync/session.ts";
import { systemClock } from "../../src/clock.ts";

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** A session with an instance whose schema lacks these. */
async function open(hidden: string[]): Promise<CentraSession> {
  const sandbox = await startCentraSandbox({ plan: "off", schema: { hidden } });
  const transport = createCentraTransport();
  closings.push(
    () => sandbox.close(),
    () => transport.close(),
  );
  const connection = {
    ...{ pluginId: "shop", apiUrl: `${sandbox.url}/graphql`, hasWebhookSecret: false },
    ...{ settings: completeConnection(), createdAt: 0, updatedAt: 0 },
  };
  return openSession({ transport, clock: systemClock, connection, token: sandbox.token });
}

test("a list that cannot be asked for by what is wanted is not asked for, and its loss is named", async () => {
  const session = await open(["VoucherFilter.id"]);
  expect(session.questions.documents.vouchers).toBeNull();
  expect(session.questions.documents.orders).not.toBeNull();
  expect(session.questions.lost.map(({ lost }) => lost)).toEqual(["Gift Certificate", "Gift Certificate.Code"]);
});

test.each<[what: string, hidden: string[], base: string | null]>([
  ["whole", [], "SEK"],
  ["without the filter", ["CurrencyFilter.isBase"], "SEK"],
  ["without the field", ["Currency.isBase"], "SEK"],
  ["without both, where no currency says that it is the base", ["CurrencyFilter.isBase", "Currency.isBase"], null],
])("the shop's base currency by a schema that is %s", async (_what, hidden, base) => {
  const session = await open(hidden);
  expect(session.baseCurrency).toBe(base);
});
