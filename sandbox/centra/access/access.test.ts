import { afterEach, expect, it } from "vitest";
import { createDrivenClock } from "../../klaviyo/testing/driven-clock.ts";
import type { CentraSandboxOptions } from "../options.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { createShop } from "../simulator/create-shop.ts";
import { callGraphql } from "../testing/graphql-client.ts";
import { startWithShop } from "../testing/sandbox-with-shop.ts";

const started: CentraSandbox[] = [];
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));

async function start(options: CentraSandboxOptions = {}) {
  const clock = createDrivenClock();
  const sandbox = await startCentraSandbox({ clock, ...options });
  started.push(sandbox);
  const shop = createShop({ seed: 3, instance: sandbox.instance, clock });
  shop.invite(3);
  shop.runUntil(clock.now() + 3_600_000);
  return { sandbox, clock };
}

const NAMES = "{ orders { number market { name } shippingAddress { city } } }";

it.each([
  ["no token", {}, { authorization: "" }, "Authorization is missing."],
  ["an unknown token", {}, { authorization: "Bearer nobody" }, "Access token is invalid."],
])("refuses %s with 401", async (_name, options, headers, message) => {
  const { sandbox } = await start(options);
  const answer = await callGraphql(sandbox, NAMES, {}, headers);
  expect([answer.status, answer.errors?.[0]?.message]).toEqual([401, message]);
});

it("takes the token from the cookie too", async () => {
  const { sandbox } = await start();
  const answer = await callGraphql(
    sandbox,
    NAMES,
    {},
    { authorization: "", cookie: `graphql-access=${sandbox.token}` },
  );
  expect(answer.status).toBe(200);
});

it("refuses a token from the moment that it expires, and once it is revoked", async () => {
  const clock = createDrivenClock();
  const token = { token: "short", integration: "K", permissions: "all", expiresAt: clock.now() + 5_000 } as const;
  const { sandbox } = await start({ clock, tokens: [token] });
  expect((await callGraphql(sandbox, NAMES)).status).toBe(200);
  clock.advance(5_000);
  const expired = await callGraphql(sandbox, NAMES);
  expect([expired.status, expired.errors?.[0]?.message]).toEqual([401, "Access token has expired."]);
  sandbox.changeToken({ token: "short", expiresAt: clock.now() + 5_000 });
  expect((await callGraphql(sandbox, NAMES)).status).toBe(200);
  sandbox.changeToken({ token: "short", revoked: true });
  expect((await callGraphql(sandbox, NAMES)).status).toBe(401);
});

it("answers in part where a permission lacks, and says which it used", async () => {
  const permissions = ["Order:read", "Order.shippingAddress:read"];
  const { sandbox } = await start({ tokens: [{ token: "t", integration: "K", permissions }] });
  const answer = await callGraphql(sandbox, NAMES);
  expect(answer.status).toBe(200);
  expect(answer.errors?.[0]).toMatchObject({
    message: "You need Market:read permission to access market.",
    extensions: { category: "authorization" },
    path: ["orders", 0, "market"],
  });
  expect(answer.data).toMatchObject({
    orders: [{ market: null, shippingAddress: { city: expect.any(String) } }, {}, {}],
  });
  expect(answer.extensions?.permissionsUsed).toEqual(permissions);
});

it("refuses a whole list without its permission, in the words of the documentation", async () => {
  const { sandbox } = await start({ tokens: [{ token: "t", integration: "K", permissions: ["Store:read"] }] });
  const answer = await callGraphql(sandbox, "{ orderConnection { totalCount } }");
  expect(answer.errors?.[0]?.message).toBe("You need Order:read permission to access orderConnection.");
});

it("shows a token for one store nothing of the other", async () => {
  const { sandbox } = await start({ tokens: [{ token: "t", integration: "K", permissions: "all", stores: [9] }] });
  expect((await callGraphql(sandbox, NAMES)).data).toEqual({ orders: [] });
});

it("names deprecated fields that a query uses", async () => {
  const { sandbox } = await startWithShop(3);
  started.push(sandbox);
  const answer = await callGraphql(sandbox, "{ shipments { emailSentAt shippedAt } }");
  expect(answer.extensions?.deprecatedFieldsUsed).toEqual([
    "Field: DirectToConsumerShipment.emailSentAt, reason: Use shippedAt, date of removal: 2025-06-30",
  ]);
});
