import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { PATIENTLY } from "../databases.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "./connected-shop.ts";

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

const examinationSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ code: z.string(), level: z.string(), message: z.string() })),
  limits: z.array(z.object({ kind: z.string(), quota: z.number(), remaining: z.number() })),
});

async function start(options: ConnectedShopOptions = {}): Promise<ConnectedShop> {
  connected = await startConnectedShop(options);
  await connected.connect();
  return connected;
}

/** `YYYY-MM-DD`, so many days from now. */
function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function examine({ admin }: ConnectedShop) {
  const { status, body } = await admin("POST", "/plugins/shop/centra/doctor");
  expect(status).toBe(200);
  return examinationSchema.parse(body);
}

test("a good connection is good, and says what is left of the limits", async () => {
  const own = await start({ seed: 41, centra: { plan: "growth" } });
  await own.shop.run({ orders: 3 });
  const { ok, findings, limits } = await examine(own);
  expect(findings.filter(({ level }) => level === "error")).toEqual([]);
  expect(ok).toBe(true);
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["reachable", "permissions", "event_system"]),
  );
  expect(limits).toContainEqual(expect.objectContaining({ kind: "REQUEST_COUNT", quota: 60 }));
});

test("missing permissions are named as in Centra's back office", async () => {
  const own = await start({ seed: 42 });
  await own.shop.run({ orders: 5 });
  const permissions = ["Event:read", "Event:write", "Order:read", "Store:read", "Customer:read", "Voucher:read"];
  own.centra.changeToken({ token: own.centra.token, permissions });
  const { ok, findings } = await examine(own);
  expect(ok).toBe(false);
  const missing = findings.filter(({ code }) => code === "permission_missing").map(({ message }) => message);
  for (const name of ["Shipment:read", "PaymentHistory:read", "Order.shippingAddress:read", "ProductSize:read"])
    expect(missing.join("\n")).toContain(name);
});

test.each<[string, ConnectedShopOptions["centra"], (own: ConnectedShop) => unknown, string]>([
  ["an expired token", {}, ({ centra }) => centra.changeToken({ token: centra.token, expiresAt: 1 }), "token_refused"],
  ["a revoked token", {}, ({ centra }) => centra.changeToken({ token: centra.token, revoked: true }), "token_refused"],
  ["an event system that is off", { eventSystem: "refused" }, () => {}, "event_system_off"],
  [
    "a token that ends soon",
    {},
    ({ admin }) => admin("PUT", "/plugins/shop/centra", { tokenExpiresOn: dateIn(5) }),
    "token_expires",
  ],
  [
    "a limit that others use up",
    { plan: "growth" },
    ({ centra }) => centra.simulateOtherTraffic({ complexity: 245_000 }),
    "limit_nearly_used",
  ],
])("%s is found", async (_name, centra, make, code) => {
  const own = await start({ seed: 43, ...(centra === undefined ? {} : { centra }) });
  await make(own);
  const { findings } = await examine(own);
  expect(findings.map((finding) => finding.code)).toContain(code);
});

test("fields that an older schema lacks are named with what they cost, and the rest goes on", async () => {
  const own = await start({ seed: 44 });
  own.centra.changeSchema({ hidden: ["ProductSize.SKU", "Order.isWaitingForPayment"] });
  const { findings } = await examine(own);
  const lost = findings.filter(({ code }) => code === "field_missing").map(({ message }) => message);
  expect(lost.join("\n")).toContain("Items.SKU");
  expect(lost.join("\n")).toContain("waiting for payment");
});

test("a token that ends soon is listed as a problem, until another is entered", async () => {
  const own = await start({ seed: 47, connection: { tokenExpiresOn: dateIn(5) } });
  const codes = async () => {
    const { body } = await own.admin("GET", "/plugins/shop/centra/problems");
    return z
      .object({ problems: z.array(z.object({ code: z.string() })) })
      .parse(body)
      .problems.map(({ code }) => code);
  };
  await expect.poll(codes, PATIENTLY).toEqual(["token_expires"]);
  await own.admin("PUT", "/plugins/shop/centra", { token: own.centra.token });
  await expect.poll(codes, PATIENTLY).toEqual([]);
});

test("the settings' choices are the shop's own names", async () => {
  const own = await start({ seed: 45 });
  const { body } = await own.admin("GET", "/plugins/shop/centra/options");
  const option = z.array(z.object({ value: z.string(), name: z.string() }));
  const options = z
    .object({
      ...{ markets: option, pricelists: option, countries: option, languages: option, currencies: option },
      ...{ stores: option, imageSizes: option },
    })
    .parse(body);
  expect(options.stores).toContainEqual({ value: "1", name: "Lindeborg" });
  expect(options.pricelists).toContainEqual({ value: "20", name: "Europe EUR" });
  expect(options.languages).toContainEqual(expect.objectContaining({ value: "sv" }));
  expect(options.imageSizes.map(({ value }) => value)).toContain("standard");
  expect(options.markets).toContainEqual({ value: "1", name: "Sweden" });
  expect(options.countries).toContainEqual(expect.objectContaining({ value: "SE" }));
  expect(options.currencies.map(({ value }) => value)).toEqual(expect.arrayContaining(["SEK", "EUR"]));
});

test("neither token nor secret is ever answered, and an unconnected plugin is told so", async () => {
  const own = await start({ seed: 46 });
  const shown = JSON.stringify((await own.admin("GET", "/plugins/shop/centra")).body);
  expect(shown).not.toContain(own.centra.token);
  expect(shown).not.toContain("whsec");
  expect((await own.admin("DELETE", "/plugins/shop/centra")).status).toBe(204);
  expect((await own.admin("GET", "/plugins/shop/centra")).body).toMatchObject({ code: "centra_not_connected" });
  expect((await own.admin("POST", "/plugins/shop/centra/doctor")).body).toMatchObject({ code: "centra_not_connected" });
  expect((await own.admin("PUT", "/plugins/shop/centra", { token: "x" })).body).toMatchObject({
    code: "settings_invalid",
    errors: [{ pointer: "/apiUrl", detail: "is missing" }],
  });
});
