import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { bulkBody, bulkGroup, eventAttributes, eventBody, metricNamed } from "../testing/bodies.ts";
import { createDrivenClock, type DrivenClock } from "../testing/driven-clock.ts";
import { sendRaw } from "../testing/raw-client.ts";

let clock: DrivenClock;
let sandbox: KlaviyoSandbox;

beforeEach(async () => {
  clock = createDrivenClock();
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], limits: "off", ingestionDelayMs: 0, clock });
});
afterEach(() => sandbox.close());

const post = async (uniqueId: string, changes = {}) =>
  (await callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: uniqueId, ...changes }))).status;
const postBulk = (uniqueIds: readonly string[]) =>
  callApi(
    sandbox,
    "POST",
    "/api/event-bulk-create-jobs",
    bulkBody([bulkGroup(uniqueIds.map((unique_id) => eventAttributes({ unique_id })))]),
  );

describe("a script", () => {
  it("gives its answers in turn, then the usual ones, and each attempt can be read back", async () => {
    sandbox.addScript({
      uniqueId: "a",
      answers: [{ status: 429, retryAfter: 2 }, { status: 500 }, { status: 202 }, { status: 503 }],
    });
    const startsAt = clock.now();
    const statuses: number[] = [];
    for (const waitMs of [0, 2_000, 500, 500, 500]) {
      clock.advance(waitMs);
      statuses.push(await post("a"));
    }
    expect(statuses).toEqual([429, 500, 202, 503, 202]);
    expect(await post("b")).toBe(202);
    const [event] = sandbox.attempts({ uniqueId: "a" });
    expect(event).toMatchObject({ account: "TST001", metric: "Placed Order", email: "anna@shop.se" });
    expect(event?.attempts.map(({ at, status, accepted }) => [at - startsAt, status, accepted])).toEqual([
      [0, 429, false],
      [2_000, 500, false],
      [2_500, 202, true],
      [3_000, 503, false],
      [3_500, 202, true],
    ]);
    expect(sandbox.events({ uniqueId: "a" })).toHaveLength(1);
  });

  it("counts an event once when the connection is reset after it was taken and the client sends it again", async () => {
    sandbox.addScript({ uniqueId: "a", answers: [{ reset: "after-body", accept: true }, { timeout: true }] });
    expect((await sendRaw(sandbox, "POST", "/api/events", eventBody({ unique_id: "a" })).answer).ending).toBe("reset");
    const unanswered = sendRaw(sandbox, "POST", "/api/events", eventBody({ unique_id: "a" }));
    await expect.poll(() => sandbox.attempts({ uniqueId: "a" })[0]?.attempts.length).toBe(2);
    expect(await post("a")).toBe(202);
    expect(unanswered.received()).toBe("");
    expect(sandbox.events()).toHaveLength(1);
    expect(sandbox.attempts()[0]?.attempts.map(({ manner, accepted }) => [manner, accepted])).toEqual([
      ["reset-after-body", true],
      ["timeout", false],
      ["answered", true],
    ]);
  });

  it("is for one metric where it names one", async () => {
    sandbox.addScript({ uniqueId: "a", metric: "Shipped", answers: [{ status: 500 }] });
    expect(await post("a")).toBe(202);
    expect(await post("a", { metric: metricNamed("Shipped") })).toBe(500);
  });

  it("of one event among many answers the bulk request, with a pointer to the event, and only it moves on", async () => {
    sandbox.addScript({ uniqueId: "a", answers: [{ status: 202 }] });
    sandbox.addScript({ uniqueId: "b", answers: [{ status: 400 }] });
    const refused = await postBulk(["a", "b"]);
    expect(refused.errors()[0]?.source.pointer).toBe(
      "/data/attributes/events-bulk-create/data/0/attributes/events/data/1",
    );
    expect(sandbox.counts().accounts.TST001?.accepted).toBe(0);
    expect((await postBulk(["a", "b"])).status).toBe(202);
    expect(sandbox.events().map((event) => event.uniqueId)).toEqual(["a", "b"]);
  });
});
