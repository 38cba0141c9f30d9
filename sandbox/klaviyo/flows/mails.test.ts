import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { createDrivenClock, type DrivenClock } from "../testing/driven-clock.ts";
import { flowBody, mailAction, templateBody } from "../testing/flow-bodies.ts";

const HOUR_MS = 3_600_000;

let sandbox: KlaviyoSandbox;
let clock: DrivenClock;
let ids: { metric: string; sv: string; en: string };

beforeEach(async () => {
  clock = createDrivenClock();
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], limits: "off", ingestionDelayMs: 0, clock });
  await send("seed", { email: "seed@shop.se" }, { backfill: true });
  const metric = (await callApi(sandbox, "GET", "/api/metrics")).many().data[0]?.id ?? "";
  ids = { metric, sv: await template("Tack {{ first_name }}: {{ event.OrderId }}"), en: await template("Thanks") };
});

afterEach(() => sandbox.close());

async function template(html: string): Promise<string> {
  return (await callApi(sandbox, "POST", "/api/templates", templateBody({ html, text: html }))).one().id;
}

async function send(id: string, profile: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  const body = eventBody({ unique_id: id, properties: { OrderId: id }, ...changes }, profile);
  expect((await callApi(sandbox, "POST", "/api/events", body)).status).toBe(202);
}

async function makeFlow(definition: Record<string, unknown> = {}): Promise<string> {
  return (await callApi(sandbox, "POST", "/api/flows", flowBody(ids, definition))).one().id;
}

const speaker = (language: string) => ({
  email: `${language}@shop.se`,
  first_name: "Åsa",
  properties: { Language: language },
});

describe("a live flow", () => {
  it("sends each customer the mail of their language", async () => {
    sandbox.changeFlow({ flow: await makeFlow(), status: "live" });
    for (const language of ["sv", "en", "fi"]) await send(`1-${language}`, speaker(language));
    expect(sandbox.mails().map(({ to, messageName, subject, text }) => [to, messageName, subject, text])).toEqual([
      ["fi@shop.se", "mail-en", "1-fi", "Thanks"],
      ["en@shop.se", "mail-en", "1-en", "Thanks"],
      ["sv@shop.se", "mail-sv", "1-sv", "Tack Åsa: 1-sv"],
    ]);
    expect(sandbox.counts().accounts.TST001?.mailsByLanguage).toEqual({ en: 1, fi: 1, sv: 1 });
    expect(sandbox.mails({ language: "sv" })).toHaveLength(1);
  });

  it("sends nothing for backfill, for a repeated event, and while it is a draft or archived", async () => {
    const flow = await makeFlow();
    await send("1", speaker("sv"));
    sandbox.changeFlow({ flow, status: "live" });
    await send("2", speaker("sv"), { backfill: true });
    await send("1", speaker("sv"));
    sandbox.changeFlow({ flow, archived: true });
    await send("3", speaker("sv"));
    expect(sandbox.mails()).toEqual([]);
    sandbox.changeFlow({ flow, archived: false });
    await send("4", speaker("sv"));
    expect(sandbox.mails().map(({ subject }) => subject)).toEqual(["4"]);
  });

  it("waits as long as its delay says, and stops for whom the flow's filter no longer lets on", async () => {
    const cancelled = { data: { type: "metric", attributes: { name: "Placed Order again" } } };
    await send("seed", { email: "seed@shop.se" }, { backfill: true, metric: cancelled });
    const other = (await callApi(sandbox, "GET", "/api/metrics")).many().data[1]?.id ?? "";
    const notAgain = {
      type: "profile-metric",
      metric_id: other,
      measurement: "count",
      measurement_filter: { type: "numeric", operator: "equals", value: 0 },
      timeframe_filter: { type: "date", operator: "flow-start" },
    };
    const flow = await makeFlow({
      profile_filter: { condition_groups: [{ conditions: [notAgain] }] },
      entry_action_id: "wait",
      actions: [
        { temporary_id: "wait", type: "time-delay", links: { next: "mail" }, data: { unit: "hours", value: 4 } },
        mailAction("mail", ids.sv),
      ],
    });
    sandbox.changeFlow({ flow, status: "live" });
    await send("1", speaker("sv"));
    await send("2", speaker("en"));
    clock.advance(HOUR_MS);
    await send("3", speaker("en"), { metric: cancelled });
    clock.advance(3 * HOUR_MS - 1);
    expect(sandbox.mails()).toEqual([]);
    clock.advance(1);
    expect(sandbox.mails().map(({ to }) => to)).toEqual(["sv@shop.se"]);
    await send("4", speaker("sv"));
    sandbox.hurryFlows();
    expect(sandbox.mails().map(({ subject }) => subject)).toEqual(["4", "1"]);
  });

  it("skips a mail that cannot be rendered, and says why", async () => {
    ids = { ...ids, sv: await template("{{ event.$value }}") };
    sandbox.changeFlow({ flow: await makeFlow(), status: "live" });
    await send("1", speaker("sv"));
    expect(sandbox.mails()).toEqual([]);
    expect(sandbox.skippedMails()).toEqual([expect.objectContaining({ to: "sv@shop.se", messageName: "mail-sv" })]);
    expect(sandbox.skippedMails()[0]?.reason).not.toBe("");
  });

  it("keeps the newest thousand mails, and counts them all", async () => {
    sandbox.changeFlow({ flow: await makeFlow(), status: "live" });
    for (let number = 1; number <= 1_005; number += 1) await send(`n${number}`, speaker("sv"));
    expect(sandbox.mails()).toHaveLength(1_000);
    expect(sandbox.mails().at(-1)?.subject).toBe("n6");
    expect(sandbox.counts().accounts.TST001?.mailsByLanguage).toEqual({ sv: 1_005 });
  });
});
