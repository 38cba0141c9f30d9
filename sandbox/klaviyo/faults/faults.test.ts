import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { bulkBody, bulkGroup, eventAttributes, eventBody } from "../testing/bodies.ts";
import { sendRaw } from "../testing/raw-client.ts";
import type { PlannedAnswer } from "./planned-answer.ts";

let sandbox: KlaviyoSandbox;
let luck: number;

beforeEach(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ingestionDelayMs: 0,
    random: () => luck,
  });
});
afterEach(() => sandbox.close());

const post = (changes: Record<string, unknown> = {}) => callApi(sandbox, "POST", "/api/events", eventBody(changes));
const postRaw = () => sendRaw(sandbox, "POST", "/api/events", eventBody());

/** Waits, without a fixed time, until the sandbox logged a request in that manner. */
const logged = (manner: string) =>
  expect.poll(() => sandbox.requests().map((request) => request.manner)).toContain(manner);

function bodyOf(text: string): string {
  return text.slice(text.indexOf("\r\n\r\n") + 4);
}

describe("each action, as a raw client sees it", () => {
  const cases: readonly {
    name: string;
    action: PlannedAnswer;
    ending: "end" | "reset";
    text: RegExp;
    recorded?: number;
  }[] = [
    {
      name: "429",
      action: { status: 429, retryAfter: 7 },
      ending: "end",
      text: /^HTTP\/1\.1 429[\s\S]*\r\nRetry-After: 7\r\n[\s\S]*"throttled"/,
    },
    { name: "500", action: { status: 500 }, ending: "end", text: /^HTTP\/1\.1 500[\s\S]*"errors"/ },
    {
      name: "503 with Retry-After",
      action: { status: 503, retryAfter: 3 },
      ending: "end",
      text: /^HTTP\/1\.1 503[\s\S]*\r\nRetry-After: 3\r\n/,
    },
    { name: "401", action: { status: 401 }, ending: "end", text: /^HTTP\/1\.1 401[\s\S]*"authentication_failed"/ },
    { name: "403 in JSON", action: { status: 403 }, ending: "end", text: /^HTTP\/1\.1 403[\s\S]*"permission_denied"/ },
    {
      name: "403 in HTML",
      action: { status: 403, body: "html" },
      ending: "end",
      text: /^HTTP\/1\.1 403[\s\S]*cf-mitigated: challenge[\s\S]*<html>/,
    },
    { name: "410", action: { status: 410 }, ending: "end", text: /^HTTP\/1\.1 410[\s\S]*"gone"/ },
    {
      name: "502 in HTML",
      action: { status: 502, body: "html" },
      ending: "end",
      text: /^HTTP\/1\.1 502[\s\S]*text\/html[\s\S]*<html>/,
    },
    {
      name: "an empty body",
      action: { status: 504, body: "empty" },
      ending: "end",
      text: /^HTTP\/1\.1 504[\s\S]*content-length: 0\r\n[\s\S]*\r\n\r\n$/,
    },
    {
      name: "its own code and pointer",
      action: { status: 400, code: "odd", pointer: "/data/x" },
      ending: "end",
      text: /"code":"odd"[\s\S]*"pointer":"\/data\/x"/,
    },
    { name: "a late answer", action: { delayMs: 20 }, ending: "end", text: /^HTTP\/1\.1 202/, recorded: 1 },
    {
      name: "an error after the event was taken",
      action: { status: 500, accept: true },
      ending: "end",
      text: /^HTTP\/1\.1 500/,
      recorded: 1,
    },
    { name: "a reset before the body is read", action: { reset: "before-body" }, ending: "reset", text: /^$/ },
    { name: "a reset after it", action: { reset: "after-body" }, ending: "reset", text: /^$/ },
    {
      name: "a reset after the event was taken",
      action: { reset: "after-body", accept: true },
      ending: "reset",
      text: /^$/,
      recorded: 1,
    },
    {
      name: "a reset in the middle of the answer",
      action: { status: 500, reset: "mid-answer" },
      ending: "reset",
      text: /^HTTP\/1\.1 500[\s\S]*\r\n\r\n\{"errors"/,
    },
  ];

  it.each(cases)("$name", async ({ action, ending, text, recorded = 0 }) => {
    sandbox.addFault({ times: 1, action });
    const answer = await postRaw().answer;
    expect(answer.ending).toBe(ending);
    expect(answer.text).toMatch(text);
    expect(sandbox.events()).toHaveLength(recorded);
    expect((await post({ unique_id: "after" })).status).toBe(202);
  });

  it("half a JSON document", async () => {
    sandbox.addFault({ action: { status: 500, body: "truncated" } });
    const body = bodyOf((await postRaw().answer).text);
    expect(body).toMatch(/^\{"errors"/);
    expect(() => JSON.parse(body)).toThrow();
  });

  it("a Content-Length that promises more than comes", async () => {
    sandbox.addFault({ action: { status: 500, body: "wrong-length" } });
    const { text } = await postRaw().answer;
    const promised = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    expect(promised).toBeGreaterThan(Buffer.byteLength(bodyOf(text)));
    expect(() => JSON.parse(bodyOf(text))).not.toThrow();
  });

  it("an answer in small chunks, complete in the end", async () => {
    sandbox.addFault({ action: { status: 500, trickleMs: 1 } });
    const request = postRaw();
    await expect.poll(() => request.received()).toContain("HTTP/1.1 500");
    const { text, ending } = await request.answer;
    expect(ending).toBe("end");
    expect(() => JSON.parse(bodyOf(text))).not.toThrow();
  });

  it("no answer at all: the connection stays open until the server stops", async () => {
    sandbox.addFault({ action: { timeout: true, accept: true } });
    const request = postRaw();
    await logged("timeout");
    expect(request.received()).toBe("");
    expect(sandbox.events()).toHaveLength(1);
    await sandbox.stop();
    expect((await request.answer).text).toBe("");
  });
});

describe("what a rule matches", () => {
  it("is the method, the path, the account, the metric and the id", async () => {
    sandbox.addFault({ match: { method: "GET" }, action: { status: 501 } });
    sandbox.addFault({ match: { path: "/api/event-*" }, action: { status: 502 } });
    sandbox.addFault({ match: { account: "OTHER1" }, action: { status: 503 } });
    sandbox.addFault({ match: { metric: "Shipped" }, action: { status: 504 } });
    sandbox.addFault({ match: { uniqueId: "bad" }, action: { status: 505 } });
    sandbox.addFault({ match: { path: "/api/events/", uniqueIdPattern: "^9" }, action: { status: 506 } });
    const bulk = await callApi(
      sandbox,
      "POST",
      "/api/event-bulk-create-jobs",
      bulkBody([bulkGroup([eventAttributes()])]),
    );
    expect(bulk.status).toBe(502);
    expect((await callApi(sandbox, "GET", "/api/events")).status).toBe(501);
    expect((await post({ unique_id: "bad" })).status).toBe(505);
    expect((await post({ unique_id: "91" })).status).toBe(506);
    expect((await post({ unique_id: "19" })).status).toBe(202);
  });

  it("strikes as often as it says, and by its probability", async () => {
    sandbox.addFault({ times: 2, match: { probability: 0.5 }, action: { status: 500 } });
    const statuses: number[] = [];
    for (luck of [0.7, 0.2, 0.5, 0.4, 0.1]) statuses.push((await post()).status);
    expect(statuses).toEqual([202, 500, 202, 500, 202]);
  });

  it("ends when the rules are cleared", async () => {
    sandbox.addFault({ action: { status: 500 } });
    expect((await post()).status).toBe(500);
    sandbox.clearFaults();
    expect((await post()).status).toBe(202);
  });
});

describe("the whole server", () => {
  it("answers 503 while paused", async () => {
    sandbox.setPaused(true);
    expect((await post()).status).toBe(503);
    sandbox.setPaused(false);
    expect((await post()).status).toBe(202);
  });

  it("refuses connections while stopped, and starts again on its port with what it knew", async () => {
    await post();
    const { url } = sandbox;
    await sandbox.stop();
    await expect(post()).rejects.toThrow();
    await sandbox.start();
    expect(sandbox.url).toBe(url);
    expect((await post({ value: 2 })).status).toBe(202);
    expect(sandbox.events().map((event) => event.value)).toEqual([100]);
  });

  it("forgets everything on reset", async () => {
    await post();
    sandbox.addFault({ action: { status: 500 } });
    sandbox.changeKey({ key: TEST_ACCOUNT.privateKeys[0].key, revoked: true });
    sandbox.reset();
    expect(sandbox.counts()).toMatchObject({ accounts: { TST001: { accepted: 0, recorded: 0 } }, requests: {} });
    expect((await post()).status).toBe(202);
  });
});
