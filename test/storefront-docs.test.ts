import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startWithShop } from "../sandbox/centra/testing/sandbox-with-shop.ts";
import { startShopService } from "./client/shop-service.ts";
import { STOREFRONT_ANSWER } from "./client/storefront-answer.ts";

const document = readFileSync(new URL("../docs/storefront.md", import.meta.url), "utf8");
const files = [...document.matchAll(/```js\n\/\/ ([\w-]+\.js)\n([\s\S]*?)```/g)].map(([, name = "", code = ""]) => ({
  name,
  code,
}));
const client = new URL("../client/index.mjs", import.meta.url).href;

/** The examples as files of a storefront, beside the real service; answers the named function of one of them. */
async function openStorefront(environment: Readonly<Record<string, string>> = {}) {
  const service = await startShopService();
  const directory = await mkdtemp(join(tmpdir(), "centra-klaviyo-storefront-"));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });
  await writeFile(join(directory, "package.json"), '{"type":"module"}');
  for (const { name, code } of files) {
    await writeFile(join(directory, name), code.replaceAll('"centra-klaviyo/client"', JSON.stringify(client)));
  }
  for (const [name, value] of Object.entries({ SERVICE: service.url, PUSH_KEY: service.key, ...environment })) {
    vi.stubEnv(name, value);
  }
  async function call(file: string, name: string, ...parts: readonly unknown[]): Promise<unknown> {
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(join(directory, file)).href);
    const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
    if (typeof found !== "function") throw new Error(`${file} exports no function ${name}.`);
    return Reflect.apply(found, null, parts);
  }
  return { ...service, call };
}

/** A Storefront API that answers one session. */
async function startStorefrontApi(token: string, answer: object): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Bearer ${token}`;
    text(request).then((body) => {
      const isQuery = /query checkoutStarted/.test(JSON.parse(body).query);
      const errors = [{ message: "no session" }];
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(isKnown && isQuery ? { data: answer } : { errors }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The Storefront API has no port.");
  return `http://127.0.0.1:${address.port}/api-session`;
}

/** Properties of what is on its way to Klaviyo under the metric. */
async function bodyOf({ outbox }: Awaited<ReturnType<typeof openStorefront>>, metric: string): Promise<string> {
  const [found] = await outbox.search({}, { limit: 50 }).then((all) => all.filter((event) => event.metric === metric));
  const event = found === undefined ? null : await outbox.find(found.id);
  return event?.body ?? "";
}

test("every file that an example imports is an example", () => {
  expect(files.map(({ name }) => name)).toHaveLength(new Set(files.map(({ name }) => name)).size);
  const imported = files.flatMap(({ code }) => [...code.matchAll(/from "\.\/([\w-]+\.js)"/g)].map(([, name]) => name));
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(imported));
});

describe("Started Checkout", () => {
  async function checkOut(answer: object) {
    const api = await startStorefrontApi("token/1", answer);
    const storefront = await openStorefront({ CENTRA_STOREFRONT_API: api });
    const request = new Request("https://your-shop.com/api/checkout-started", {
      method: "POST",
      headers: { cookie: "theme=dark; centra-session=token%2F1" },
    });
    const response = await storefront.call("checkout-started.js", "POST", request);
    return { storefront, response };
  }

  test("the selection of the session is told", async () => {
    const { storefront, response } = await checkOut(STOREFRONT_ANSWER);
    expect(response).toMatchObject({ status: 204 });
    expect(await storefront.outboxed()).toEqual([
      { metric: "Started Checkout", uniqueId: "8ea7a4f1", email: "jane.doe@ascaro-shop.com" },
    ]);
    const body = await bodyOf(storefront, "Started Checkout");
    for (const part of [
      '"GrossPaidPriceInCustomerCurrency":"1149.00"',
      '"ProductName":"Jeans',
      '"OtherAmount":"0.00"',
    ]) {
      expect(body).toContain(part);
    }
  });

  test("a visitor without an address is not told of", async () => {
    const { selection } = STOREFRONT_ANSWER;
    const shippingAddress = { ...selection.checkout.shippingAddress, email: null };
    const { storefront, response } = await checkOut({
      ...STOREFRONT_ANSWER,
      selection: { ...selection, checkout: { ...selection.checkout, shippingAddress } },
    });
    expect(response).toMatchObject({ status: 204 });
    expect(await storefront.outboxed()).toEqual([]);
  });
});

describe("Reset Password", () => {
  const account = { id: "4711", email: "jane.doe@ascaro-shop.com", firstName: "Jane", country: "SE", language: "sv" };

  test("each request of a customer is told, strangers are not", async () => {
    const storefront = await openStorefront();
    const saved: unknown[] = [];
    const accounts = {
      findByEmail: async (email: string) => (email === account.email ? account : undefined),
      saveReset: async (id: string, reset: object) => void saved.push({ id, ...reset }),
    };
    for (const email of [account.email, "nobody@a-shop.com", account.email]) {
      await storefront.call("request-password-reset.js", "requestPasswordReset", email, accounts);
    }
    const told = await storefront.outboxed();
    expect(told.map(({ metric, email }) => [metric, email])).toEqual(Array(2).fill(["Reset Password", account.email]));
    expect(saved).toHaveLength(2);
  });

  test("a service that refuses does not break the login, and the log has no personal data", async () => {
    const storefront = await openStorefront();
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const accounts = { findByEmail: async () => ({ ...account, country: "Sweden" }), saveReset: async () => {} };
    await storefront.call("request-password-reset.js", "requestPasswordReset", account.email, accounts);
    expect(log.mock.calls).toEqual([["not pushed to Klaviyo:", "events_invalid", "/data/country"]]);
    expect(await storefront.outboxed()).toEqual([]);
  });
});

describe("Out for delivery and Delivered", () => {
  async function openParcels() {
    const { sandbox } = await startWithShop(12);
    onTestFinished(() => sandbox.close());
    const storefront = await openStorefront({
      ...{ CENTRA_URL: sandbox.url, CENTRA_TOKEN: sandbox.token, CARRIER_SECRET: "carrier-secret" },
    });
    const sent = [...sandbox.instance.shipments.values()].filter(({ trackingNumber }) => trackingNumber !== null);
    function webhook(event: object, signature?: string) {
      const body = JSON.stringify(event);
      const signed = signature ?? createHmac("sha256", "carrier-secret").update(body).digest("hex");
      const request = new Request("https://your-shop.com/api/parcels", {
        ...{ method: "POST", body, headers: { "x-signature": signed } },
      });
      return storefront.call("parcel-webhook.js", "POST", request);
    }
    return { storefront, sandbox, sent, webhook };
  }

  test("every parcel of the shop is found by its tracking number, once for each thing that happens to it", async () => {
    const { storefront, sent, webhook } = await openParcels();
    expect(sent.length).toBeGreaterThan(3);
    for (const { trackingNumber } of sent) {
      for (const status of ["OUT_FOR_DELIVERY", "DELIVERED", "DELIVERED", "AT_TERMINAL"]) {
        const answer = await webhook({ trackingNumber, status, occurredAt: "2026-06-20T10:00:00+02:00" });
        expect(answer).toMatchObject({ status: 204 });
      }
    }
    const told = (await storefront.outboxed()).filter(({ metric }) => metric !== "Shipping Update");
    const expected = sent.flatMap(({ number }) => [`Out for delivery-${number}`, `Delivered-${number}`]);
    expect(told.map(({ uniqueId }) => uniqueId).toSorted()).toEqual(expected.toSorted());
  });

  test("a parcel that Centra does not know is asked for again later; a forged call is nothing", async () => {
    const { storefront, webhook } = await openParcels();
    const event = { trackingNumber: "UNKNOWN", status: "DELIVERED", occurredAt: "2026-06-20T10:00:00+02:00" };
    expect(await webhook(event)).toMatchObject({ status: 404 });
    expect(await webhook(event, "00ff")).toMatchObject({ status: 401 });
    expect(await storefront.outboxed()).toEqual([]);
  });
});

test("Gift Certificate: the friend gets the mail, and the giver is named", async () => {
  const storefront = await openStorefront();
  const gift = {
    ...{ id: "77", name: "Gift card", code: "GIFT 7Q2X", message: "Hello there!", amount: "500.00", currency: "SEK" },
    ...{ paidAt: "2026-03-14T09:26:53+01:00", validUntil: "2027-03-14T23:59:59+01:00", country: "SE", language: "sv" },
    giver: { name: "Jane Doe" },
    receiver: { email: "john@ascaro-shop.com", firstName: "John" },
  };
  const result = await storefront.call("issue-gift-certificate.js", "announceGiftCertificate", gift);
  expect(result).toEqual({ id: "gift-certificate-own-77-issued", status: "accepted" });
  expect(await storefront.outboxed()).toEqual([
    { metric: "Gift Certificate", uniqueId: "own-77", email: "john@ascaro-shop.com" },
  ]);
  expect(await bodyOf(storefront, "Gift Certificate")).toContain('"Friend":"Jane Doe"');
});
