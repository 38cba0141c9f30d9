import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import { createKlaviyoClient, type KlaviyoClient } from "./client.ts";
import type { SendOutcome } from "./outcome.ts";

const KEY = "pk_0123456789abcdef";
const EVENT = { body: '{"properties":{},"unique_id":"1"}', profile: '{"email":"a@shop.se"}' };
const ok = (head: string, body = "") => `HTTP/1.1 ${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server below HTTP: `answer` gets each whole request as text and writes whatever it likes. */
async function serve(answer: (socket: Socket, request: string) => void): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString();
      const [head, body = ""] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head ?? "")?.[1] ?? 0);
      if (head === undefined || !text.includes("\r\n\r\n") || body.length < length) return;
      requests.push(text);
      text = "";
      answer(socket, head);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

function connect(baseUrl: string, timeouts: { totalTimeoutMs?: number } = {}): KlaviyoClient {
  const client = createKlaviyoClient({ clock: systemClock, transport: { baseUrl, ...timeouts } });
  closers.push(() => client.close());
  return client;
}

const throttled = `{"errors":[{"id":"1","status":429,"code":"throttled","title":"Request was throttled.","detail":"Expected available in 7 seconds.","source":{"pointer":"/data"}}]}`;
const invalid = `{"errors":[{"id":"1","status":400,"code":"invalid","title":"Invalid input.","detail":"no","source":{"pointer":"/data/attributes/value"}}]}`;

describe("what an answer becomes", () => {
  const cases: [string, (socket: Socket) => void, object][] = [
    [
      "202 with rate limits",
      (socket) =>
        socket.write(
          ok(
            "202 Accepted\r\nRateLimit-Limit: 350, 350;w=1, 3500;w=60\r\nRateLimit-Remaining: 3499\r\nRateLimit-Reset: 42",
          ),
        ),
      {
        kind: "accepted",
        partialFailure: null,
        rateLimit: {
          windows: [
            { limit: 350, windowMs: 1_000 },
            { limit: 3_500, windowMs: 60_000 },
          ],
          remaining: 3_499,
          resetMs: 42_000,
        },
      },
    ],
    [
      "202 that ignored a phone number",
      (socket) => socket.write(ok("202 Accepted\r\nX-Klaviyo-Partial-Failure: phone_number")),
      { kind: "accepted", partialFailure: "phone_number" },
    ],
    [
      "a firewall's page under 202",
      (socket) => socket.write(ok("202 Accepted\r\nContent-Type: text/html", "<html>challenge</html>")),
      { kind: "refused", status: 202, isJson: false },
    ],
    [
      "429",
      (socket) => socket.write(ok("429 Too Many Requests\r\nRetry-After: 7", throttled)),
      { kind: "refused", status: 429, isJson: true, retryAfterMs: 7_000, errors: [{ code: "throttled" }] },
    ],
    [
      "400 with a pointer",
      (socket) => socket.write(ok("400 Bad Request", invalid)),
      { kind: "refused", status: 400, isJson: true, errors: [{ code: "invalid", pointer: "/data/attributes/value" }] },
    ],
    [
      "a gateway's page",
      (socket) => socket.write(ok("502 Bad Gateway\r\nContent-Type: text/html", "<html><body>502</body></html>")),
      { kind: "refused", status: 502, isJson: false, excerpt: "<html><body>502</body></html>", errors: [] },
    ],
    [
      "an empty 500",
      (socket) => socket.write(ok("500 Oops")),
      { kind: "refused", status: 500, isJson: false, excerpt: "" },
    ],
    [
      "half a document",
      (socket) => socket.write(ok("400 Bad Request", invalid.slice(0, 40))),
      { kind: "refused", status: 400, isJson: false, errors: [] },
    ],
    [
      "an error body shorter than its length",
      (socket) => socket.end(`HTTP/1.1 400 Bad\r\nContent-Length: 9000\r\n\r\n${invalid}`),
      { kind: "refused", status: 400, isJson: false },
    ],
    [
      "an acceptance that breaks off",
      (socket) => socket.end("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n"),
      { kind: "unreachable", code: "incomplete_answer", requestMayHaveBeenRead: true },
    ],
    [
      "an error page without end",
      (socket) => {
        socket.write("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (let i = 0; i < 40; i++) socket.write(`4000\r\n${"x".repeat(0x4000)}\r\n`);
      },
      { kind: "refused", status: 500, isJson: false },
    ],
    [
      "no HTTP",
      (socket) => socket.write("SSH-2.0-OpenSSH_9.9\r\n\r\n"),
      { kind: "unreachable", code: "malformed_answer", requestMayHaveBeenRead: true },
    ],
    [
      "a connection closed without an answer",
      (socket) => socket.destroy(),
      { kind: "unreachable", code: "connection_reset", requestMayHaveBeenRead: true },
    ],
    [
      "a reset",
      (socket) => socket.resetAndDestroy(),
      { kind: "unreachable", code: "connection_reset", requestMayHaveBeenRead: true },
    ],
  ];
  test.each(cases)("%s", async (_name, answer, expected) => {
    const { url } = await serve(answer);
    const outcome = await connect(url).createEvent(KEY, EVENT);
    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toContain(KEY);
  });

  test("silence and a trickle both end at the deadline", async () => {
    const silent = await serve(() => {});
    const trickle = await serve((socket) => {
      socket.write("HTTP/1.1 202 Accepted\r\nContent-Length: 100000\r\n\r\n");
      const drip = setInterval(() => socket.write("x"), 5);
      socket.once("close", () => clearInterval(drip));
    });
    const send = ({ url }: { readonly url: string }) => connect(url, { totalTimeoutMs: 2_000 }).createEvent(KEY, EVENT);
    for (const outcome of await Promise.all([silent, trickle].map(send)))
      expect(outcome).toMatchObject({ kind: "unreachable", code: "timeout", requestMayHaveBeenRead: true });
  });

  test("an answer that came while the process stood still is read, although its time is over", async () => {
    const { url } = await serve((socket) => {
      socket.write(ok("202 Accepted"));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
    });
    expect(await connect(url, { totalTimeoutMs: 1_000 }).createEvent(KEY, EVENT)).toMatchObject({ kind: "accepted" });
  });

  test("nobody listens, and no such host", async () => {
    const { url } = await serve(() => {});
    await closers.shift()?.();
    expect(await connect(url).createEvent(KEY, EVENT)).toMatchObject({
      kind: "unreachable",
      code: "connection_refused",
      requestMayHaveBeenRead: false,
    });
    expect(await connect("http://klaviyo.invalid").createEvent(KEY, EVENT)).toMatchObject({ code: "dns" });
  });

  test("a request that the caller gives up", async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort());
    const outcome: SendOutcome = await connect(url).createEvent(KEY, EVENT, controller.signal);
    expect(outcome).toMatchObject({ kind: "unreachable", code: "aborted" });
    expect(await connect(url).createEvent(KEY, EVENT, controller.signal)).toMatchObject({
      code: "aborted",
      requestMayHaveBeenRead: false,
    });
  });
});

test("a bulk request whose events fail to come is not sent", async () => {
  const { url, requests } = await serve((socket) => socket.write(ok("202 Accepted")));
  const client = connect(url);
  async function* pages(isWhole: boolean) {
    yield [{ profile: EVENT.profile, events: [EVENT.body] }];
    if (!isWhole) throw new Error("the database is gone");
    yield [{ profile: '{"email":"b@shop.se"}', events: [EVENT.body, EVENT.body] }];
  }
  expect(await client.bulkCreateEvents(KEY, pages(false), { backfill: true })).toMatchObject({
    kind: "unreachable",
    code: "aborted",
    detail: "the request could not be made: the database is gone",
    requestMayHaveBeenRead: false,
  });
  expect(requests).toEqual([]);

  expect(await client.bulkCreateEvents(KEY, pages(true), { backfill: true })).toMatchObject({ kind: "accepted" });
  const [, body = ""] = (requests[0] ?? "").split("\r\n\r\n");
  expect(JSON.parse(body).data.attributes["events-bulk-create"].data).toMatchObject([
    { attributes: { backfill: true, events: { data: [{}] } } },
    { attributes: { backfill: true, events: { data: [{}, {}] } } },
  ]);
});

test("a request names the revision, refuses to fall forward, and carries the stored texts as they are", async () => {
  const { url, requests } = await serve((socket) => socket.write(ok("202 Accepted")));
  await connect(`${url}/proxy/`).createEvent(KEY, EVENT);
  const [head = "", body = ""] = (requests[0] ?? "").split("\r\n\r\n");
  expect(head).toMatch(/^POST \/proxy\/api\/events HTTP\/1.1\r\n/);
  expect(head.toLowerCase()).toContain("\r\nrevision: 2026-07-15\r\n");
  expect(head.toLowerCase()).toContain("\r\nx-klaviyo-revision-fall-forward-opt-out: 1\r\n");
  expect(head).toContain(`uthorization: Klaviyo-API-Key ${KEY}`);
  expect(JSON.parse(body)).toEqual({
    data: {
      type: "event",
      attributes: {
        properties: {},
        unique_id: "1",
        profile: { data: { type: "profile", attributes: { email: "a@shop.se" } } },
      },
    },
  });
});
