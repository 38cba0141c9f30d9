import { createHmac } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { type ConnectedShop, startConnectedShop, WEBHOOK_SECRET } from "./connected-shop.ts";

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

const BODY = `payload=${encodeURIComponent('{"events":[{"type":"order","action":"update","id":1}]}')}`;

function sign(body: string, { secondsAgo = 0, secret = WEBHOOK_SECRET } = {}): string {
  const time = Math.floor(Date.now() / 1_000) - secondsAgo;
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}

async function call({ url }: ConnectedShop, body: string, signature: string | null, plugin = "shop") {
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  if (signature !== null) headers.set("x-centra-signature", signature);
  const answer = await fetch(`${url()}/webhooks/centra/${plugin}`, { method: "POST", headers, body });
  const text = await answer.text();
  return { status: answer.status, code: text === "" ? null : JSON.parse(text).code };
}

test("only a call that is signed, fresh and whole is taken; taking it twice does no harm", async () => {
  const own = await startConnectedShop({ seed: 51 });
  connected = own;
  await own.connect();
  const signature = sign(BODY);
  expect(await call(own, BODY, signature)).toEqual({ status: 204, code: null });
  expect(await call(own, BODY, signature)).toEqual({ status: 204, code: null });
  const refused = { status: 403, code: "webhook_refused" };
  expect(await call(own, BODY, null)).toEqual(refused);
  expect(await call(own, BODY, sign(BODY, { secret: "another" }))).toEqual(refused);
  expect(await call(own, BODY, sign(BODY, { secondsAgo: 600 }))).toEqual(refused);
  expect(await call(own, BODY.slice(0, -5), signature)).toEqual(refused);
  const truncated = BODY.slice(0, -5);
  expect(await call(own, truncated, sign(truncated))).toEqual({ status: 400, code: "malformed_request" });
  expect(await call(own, BODY, signature, "nobody")).toEqual({ status: 404, code: "webhook_unknown" });
  expect((await call(own, "x".repeat(300_000), signature)).status).toBe(413);
});

test("a webhook leads to a look at once, however long the interval is", async () => {
  const own = await startConnectedShop({ seed: 52, connection: { pollIntervalSeconds: 3_600 } });
  connected = own;
  await own.connect();
  const before = own.centra.counts().complexity.events?.requests ?? 0;
  expect((await call(own, BODY, sign(BODY))).status).toBe(204);
  await expect.poll(() => own.centra.counts().complexity.events?.requests ?? 0).toBeGreaterThan(before);
});
