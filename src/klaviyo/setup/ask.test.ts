import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createSkippingClock } from "../../../test/provisioning-stage.ts";
import type { Transport } from "../transport.ts";
import { createAsk, type SetupRequest } from "./ask.ts";
import { PACES } from "./pace.ts";

type Answer = Awaited<ReturnType<Transport["request"]>>;

const answered = (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer => ({
  kind: "answered",
  status,
  headers,
  text: typeof body === "string" ? body : JSON.stringify(body),
  isWhole: true,
  failure: null,
});
const lost = (requestMayHaveBeenRead: boolean): Answer => ({
  kind: "unreachable",
  code: "connection_reset",
  detail: "reset",
  requestMayHaveBeenRead,
});
const refusal = { errors: [{ code: "invalid", detail: "Not this way." }] };

/** Asks once, of a Klaviyo that gives these answers in turn. */
async function ask(answers: readonly Answer[], changes: Partial<SetupRequest> = {}) {
  const clock = createSkippingClock();
  const left = [...answers];
  let asked = 0;
  const transport: Transport = {
    async request() {
      asked += 1;
      return left.shift() ?? lost(false);
    },
    close: async () => {},
  };
  const request: SetupRequest = {
    ...{ method: "GET", path: "/api/tags", endpoint: "GET /api/tags", pace: PACES.s, scopes: ["tags:read"] },
    ...{ what: "list tags", repeatable: true },
    ...changes,
  };
  const asking = createAsk({ transport, privateKey: "pk_1", clock });
  const outcome = await asking.read(request, z.looseObject({ data: z.string() })).catch((error: unknown) => error);
  return { outcome, asked, waitedMs: clock.monotonic() };
}

const fine = answered(200, { data: "here" });

describe("a request is repeated", () => {
  it.each([
    {
      name: "after a limit, as long as Klaviyo says",
      answers: [answered(429, refusal, { "retry-after": "7" }), fine],
      waitedMs: 7_000,
    },
    { name: "after an error of the server", answers: [answered(503, "<html>"), answered(500), fine], waitedMs: 3_000 },
    { name: "after a page of a firewall", answers: [answered(403, "<html>challenge"), fine], waitedMs: 1_000 },
    { name: "after a connection that broke", answers: [lost(true), fine], waitedMs: 1_000 },
  ])("$name", async ({ answers, waitedMs }) => {
    const { outcome, asked, waitedMs: waited } = await ask(answers);
    expect(outcome).toEqual({ data: "here" });
    expect(asked).toBe(answers.length);
    expect(waited).toBeGreaterThanOrEqual(waitedMs);
  });

  it("although it makes something, when it cannot have been read", async () => {
    const { outcome, asked } = await ask([lost(false), fine], { method: "POST", repeatable: false });
    expect([outcome, asked]).toEqual([{ data: "here" }, 2]);
  });
});

describe("a request ends", () => {
  it.each([
    {
      name: "with a refusal, in Klaviyo's words",
      answers: [answered(400, refusal)],
      code: "klaviyo_refused",
      text: /Not this way/,
    },
    {
      name: "with a key that is not accepted",
      answers: [answered(401, refusal)],
      code: "klaviyo_key_refused",
      text: /private key/,
    },
    {
      name: "with a scope that lacks",
      answers: [answered(403, refusal)],
      code: "klaviyo_scope_missing",
      text: /tags:read/,
    },
    {
      name: "with a limit of a day",
      answers: [answered(429, refusal, { "retry-after": "40000" })],
      code: "klaviyo_limit_reached",
      text: /limit/,
    },
    {
      name: "with an answer that is none of Klaviyo's",
      answers: [answered(200, "<html>")],
      code: "klaviyo_answer_unknown",
      text: /root/,
    },
    {
      name: "when Klaviyo stays away",
      answers: Array.from({ length: 10 }, () => lost(false)),
      code: "klaviyo_unreachable",
      text: /does not answer/,
    },
  ])("$name", async ({ answers, code, text }) => {
    const { outcome } = await ask(answers);
    expect(outcome).toMatchObject({ code, mayHaveHappened: false });
    expect(String(outcome)).toMatch(text);
  });

  it.each([
    { name: "a lost answer", answer: lost(true) },
    { name: "an error of the server", answer: answered(502, "<html>") },
  ])("unsure, when it makes something and gets $name", async ({ answer }) => {
    const { outcome, asked } = await ask([answer, fine], { method: "POST", repeatable: false });
    expect(asked).toBe(1);
    expect(outcome).toMatchObject({ mayHaveHappened: true });
  });
});
