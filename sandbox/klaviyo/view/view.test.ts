import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { createDrivenClock } from "../testing/driven-clock.ts";
import { flowBody, templateBody } from "../testing/flow-bodies.ts";

const ATTACK = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

let sandbox: KlaviyoSandbox;
let flow: string;

beforeEach(async () => {
  const clock = createDrivenClock();
  const account = { ...TEST_ACCOUNT, organizationName: ATTACK, timezone: "Europe/Stockholm" };
  sandbox = await startKlaviyoSandbox({ accounts: [account], limits: "off", ingestionDelayMs: 0, clock });
  await send({ unique_id: "seed", backfill: true });
  const html = `<p>{{ event.OrderId }}</p>`;
  const template = (await callApi(sandbox, "POST", "/api/templates", templateBody({ html }))).one().id;
  const metric = (await callApi(sandbox, "GET", "/api/metrics")).many().data[0]?.id ?? "";
  const body = flowBody({ metric, sv: template, en: template });
  body.data.attributes.name = ATTACK;
  flow = (await callApi(sandbox, "POST", "/api/flows", body)).one().id;
  sandbox.changeFlow({ flow, status: "live" });
});

afterEach(() => sandbox.close());

function send(changes: Record<string, unknown>, profile: Record<string, unknown> = { email: "anna@shop.se" }) {
  return callApi(sandbox, "POST", "/api/events", eventBody({ time: "2026-07-19T09:07:00Z", ...changes }, profile));
}

async function open(path: string) {
  const answer = await fetch(new URL(path, sandbox.url));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What a reader sees, with the spaces evened out. */
function seen(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

describe("the activity", () => {
  it("shows who did what and when, with every property in alphabetical order", async () => {
    await send(
      { unique_id: "1001", properties: { OrderId: "1001", Brands: ["Ascaro"], BillingAddress: { City: "Malmö" } } },
      { email: "anna@shop.se", first_name: "Anna", last_name: "Berg" },
    );
    const text = seen((await open("/")).text);
    expect(text).toContain("Anna Berg anna@shop.se Placed Order Sun at 11:07 am Details Collapse");
    const order = ["$event_id", "BillingAddress", "Brands", "OrderId", "Placed Order Value 100.00 SEK"].map((name) =>
      text.indexOf(name),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  it("can be narrowed by metric and customer, and paged", async () => {
    for (let number = 0; number < 60; number += 1) await send({ unique_id: `p${number}` });
    await send(
      { unique_id: "s", metric: { data: { type: "metric", attributes: { name: "Shipped" } } } },
      { email: "bo@shop.se" },
    );
    const rows = (page: string) => page.match(/class="avatar"/g)?.length ?? 0;
    expect(rows((await open("/")).text)).toBe(50);
    expect(rows((await open("/?from=50")).text)).toBe(12);
    expect(rows((await open("/?metric=Shipped")).text)).toBe(1);
    expect(rows((await open("/?email=BO@")).text)).toBe(1);
  });
});

describe("the mails", () => {
  it("are shown in a frame without scripts and origin", async () => {
    await send({ unique_id: "1" }, { email: "anna@shop.se", properties: { Language: "sv" } });
    const [mail] = sandbox.mails();
    expect((await open("/mails")).text).toContain(`/mails/${mail?.id}`);
    expect((await open(`/mails/${mail?.id}`)).text).toMatch(/<iframe [^>]*sandbox title=/);
    const content = await open(`/mails/${mail?.id}/html`);
    expect(content.text).toBe("<p>1001</p>");
    expect(content.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'; img-src/);
  });

  it("that were not sent are listed with the reason", async () => {
    const message = sandbox.flows()[0]?.emails[1]?.messageId ?? "";
    sandbox.editMessage({ message, html: "{{ event.$value }}" });
    await send({ unique_id: "1" }, { email: "anna@shop.se", properties: { Language: "en" } });
    expect(seen((await open("/mails")).text)).toMatch(/Not sent mail-en to anna@shop.se Line 1: /);
  });
});

describe("a flow", () => {
  it("is drawn from trigger to mails, and set live and back with a button", async () => {
    const page = await open(`/flows/${flow}`);
    expect(seen(page.text)).toContain(
      "Trigger When someone Placed Order. Conditional split Language equals sv. YES Email mail-sv {{ event.OrderId }} live NO Email mail-en",
    );
    expect(page.text).toContain("Back to draft");
    const answer = await fetch(new URL(`/flows/${flow}/status`, sandbox.url), {
      method: "POST",
      body: new URLSearchParams({ status: "draft" }),
      redirect: "manual",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/flows/${flow}`]);
    expect(sandbox.flows()[0]?.status).toBe("draft");
  });
});

describe("every page", () => {
  it("escapes what comes from outside, and allows no script", async () => {
    await send(
      {
        unique_id: ATTACK,
        properties: { OrderId: ATTACK, [ATTACK]: ATTACK, Items: [{ Name: ATTACK }] },
        metric: { data: { type: "metric", attributes: { name: ATTACK } } },
      },
      { email: "anna@shop.se", first_name: ATTACK, properties: { [ATTACK]: ATTACK, Language: ATTACK } },
    );
    await send({ unique_id: "mail", properties: { OrderId: ATTACK } });
    const profile = sandbox.profiles()[0]?.id;
    const mail = sandbox.mails()[0]?.id;
    const query = `?metric=${encodeURIComponent(ATTACK)}&email=${encodeURIComponent(ATTACK)}`;
    const paths = [
      "/",
      `/${query}`,
      "/profiles",
      `/profiles/${profile}`,
      "/flows",
      `/flows/${flow}`,
      "/mails",
      `/mails/${mail}`,
      "/metrics",
    ];
    for (const path of [...paths, `/nothing/${encodeURIComponent(ATTACK)}`]) {
      const { text, headers } = await open(path);
      expect(text, path).not.toMatch(/<script|<img/i);
      expect(headers.get("content-security-policy"), path).toMatch(/^default-src 'none'; style-src 'self';/);
    }
  });

  it.each(["/nothing", "/profiles/nobody", "/flows/none", "/mails/none"])(
    "%s is a 404 in plain words",
    async (path) => {
      const { status, text } = await open(path);
      expect(status).toBe(404);
      expect(seen(text)).toMatch(/There is no such/);
    },
  );

  it("of an account that is none is a 404", async () => {
    expect((await open("/?account=NOPE")).status).toBe(404);
  });
});
