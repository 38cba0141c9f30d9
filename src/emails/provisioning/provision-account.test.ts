import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callApi } from "../../../sandbox/klaviyo/testing/api-client.ts";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { ACCOUNT, openStage, type Stage, type StageRequest } from "../../../test/provisioning-stage.ts";
import type { Database } from "../../database/database.ts";
import { KlaviyoSetupError } from "../../klaviyo/setup/errors.ts";

const AUTHORIZATION = { authorization: "Klaviyo-API-Key pk_provisioning" };

describeOnBothEngines("provisioning", (open) => {
  let stage: Stage;
  let database: Database;

  beforeEach(async () => {
    database = await open();
    stage = await openStage(database);
  });

  afterEach(async () => {
    const violations = stage.klaviyo.violations();
    await stage.close();
    expect(violations).toEqual([]);
  });

  const kinds = async (request: StageRequest = {}) => (await stage.plan(request)).steps.map(({ kind }) => kind);
  const keptOf = async (request: StageRequest = {}) =>
    (await stage.plan(request)).kept.map(({ kind, key, reason }) => `${kind} ${key} ${reason}`);
  const flowOf = (metric: string) => stage.klaviyo.flows().filter((flow) => flow.metric === metric);
  /** What a person does in Klaviyo, at a person's pace. */
  const change = async (method: string, path: string, body?: unknown) => {
    await stage.clock.sleep(1_000);
    return callApi(stage.klaviyo, method, path, body, AUTHORIZATION);
  };
  const templateId = async (key: string) =>
    (await stage.recorded()).find((row) => row.kind === "template" && row.key === key)?.klaviyoId ?? "";
  const templateHtml = async (key: string) =>
    (await change("GET", `/api/templates/${await templateId(key)}`)).one().attributes.html;

  it("makes templates, tagged draft flows and the mapping, from an account that has nothing", async () => {
    expect(await kinds()).toEqual([
      "seed_metrics",
      ...Array.from({ length: 4 }, () => "create_template"),
      ...["create_flow", "tag_flow", "map_metric", "create_flow", "tag_flow"],
      ...Array.from({ length: 4 }, () => "map_metric"),
    ]);
    await stage.apply();
    expect(
      stage.klaviyo
        .flows()
        .map(({ name, status, tags, emails }) => [name, status, tags, emails.map((one) => one.name)]),
    ).toEqual([
      ["Centra shop · Placed Order", "draft", ["centra-klaviyo"], ["Placed Order SV", "Placed Order EN"]],
      ["Centra shop · Started Checkout", "draft", ["centra-klaviyo"], ["Started Checkout SV", "Started Checkout EN"]],
    ]);
    const events = stage.klaviyo.events();
    expect(
      events.every(({ backfill, email, value }) => backfill && email === "order@fjallform.se" && value === null),
    ).toBe(true);
    expect(events.map(({ metric }) => metric)).toContain("Ordered Product");
    const mapped = JSON.parse((await change("GET", "/api/mapped-metrics")).text).data;
    expect(
      mapped.filter((one: { relationships: { metric: { data: unknown } } }) => one.relationships.metric.data !== null),
    ).toHaveLength(5);
  });

  it("changes nothing when it is run again", async () => {
    await stage.apply();
    const before = stage.writes().length;
    const again = await stage.apply();
    expect([again.steps, again.kept, again.unchanged]).toEqual([[], [], 15]);
    expect(stage.writes()).toHaveLength(before);
  });

  it("brings new words and looks into templates and the e-mails of flows, and leaves their status", async () => {
    await stage.apply();
    stage.klaviyo.changeFlow({ flow: "all", status: "live" });
    const request = { shopName: "Berg & Dal" };
    expect(await kinds(request)).toEqual([
      ...Array.from({ length: 4 }, () => "update_template"),
      ...Array.from({ length: 4 }, () => "update_mail"),
    ]);
    await stage.apply(request);
    expect(await templateHtml("Placed Order/sv")).toContain("Berg &amp; Dal");
    const [flow] = flowOf("Placed Order");
    const content = await change("GET", `/api/flow-messages/${flow?.emails[0]?.messageId}/template`);
    expect(content.one().attributes.html).toBe(await templateHtml("Placed Order/sv"));
    expect(flow?.status).toBe("live");
    expect(await kinds(request)).toEqual([]);
  });

  it("makes a flow anew for another language, and deletes the draft that nobody changed", async () => {
    await stage.apply();
    const request = { languages: ["en"] } as const;
    expect(await kinds(request)).toEqual(["create_flow", "tag_flow", "create_flow", "tag_flow"]);
    await stage.apply(request);
    expect(stage.klaviyo.flows().map(({ name }) => name)).toEqual([
      "Centra shop · Placed Order · 2",
      "Centra shop · Started Checkout · 2",
    ]);
    expect(await kinds(request)).toEqual([]);
  });

  it("leaves the flow that another takes the place of to a person, once it is live", async () => {
    await stage.apply();
    stage.klaviyo.changeFlow({ flow: "all", status: "live" });
    const { notices } = await stage.apply({ languages: ["en"] });
    expect(flowOf("Placed Order").map(({ name, status }) => [name, status])).toEqual([
      ["Centra shop · Placed Order", "live"],
      ["Centra shop · Placed Order · 2", "draft"],
    ]);
    expect(notices.map(({ code }) => code)).toEqual(["set_live", "switch_flows", "ask_for_transactional"]);
  });

  describe("what a person changed stays, unless it is asked for:", () => {
    const request = { shopName: "Berg & Dal" };

    it("a template", async () => {
      await stage.apply();
      const id = await templateId("Placed Order/sv");
      await change("PATCH", `/api/templates/${id}`, {
        data: { type: "template", id, attributes: { html: "<p>Vårt eget</p>" } },
      });
      expect(await kinds()).toEqual([]);
      expect(await keptOf(request)).toEqual(["template Placed Order/sv edited"]);
      await stage.apply(request);
      expect(await templateHtml("Placed Order/sv")).toBe("<p>Vårt eget</p>");
      expect(await templateHtml("Placed Order/en")).toContain("Berg &amp; Dal");
      await stage.apply({ ...request, force: true });
      expect(await templateHtml("Placed Order/sv")).toContain("Berg &amp; Dal");
      expect(await keptOf(request)).toEqual([]);
    });

    it("the content of an e-mail in a flow", async () => {
      await stage.apply();
      const message = flowOf("Placed Order")[0]?.emails[0]?.messageId ?? "";
      stage.klaviyo.editMessage({ message, html: "<p>Vårt eget</p>" });
      expect(await kinds()).toEqual([]);
      await stage.apply(request);
      expect(await keptOf(request)).toEqual(["mail Placed Order/sv edited"]);
      const content = async () => (await change("GET", `/api/flow-messages/${message}/template`)).one().attributes.html;
      expect(await content()).toBe("<p>Vårt eget</p>");
      await stage.apply({ ...request, force: true });
      expect(await content()).toContain("Berg &amp; Dal");
    });

    it("a subject", async () => {
      await stage.apply();
      const message = flowOf("Placed Order")[0]?.emails[0]?.messageId ?? "";
      stage.klaviyo.editMessage({ message, subject: "Eget ämne" });
      await stage.apply(request);
      expect(flowOf("Placed Order")[0]?.emails[0]?.subject).toBe("Eget ämne");
      expect(await keptOf(request)).toEqual(["mail Placed Order/sv edited"]);
    });

    it("the build of a flow, with all of its e-mails", async () => {
      await stage.apply();
      const [flow] = flowOf("Started Checkout");
      const actions = JSON.parse((await change("GET", `/api/flows/${flow?.id}/flow-actions`)).text).data;
      const wait = actions.find(
        (one: { attributes: { definition: { type: string } } }) => one.attributes.definition.type === "time-delay",
      );
      const definition = { ...wait.attributes.definition, data: { unit: "hours", value: 24 } };
      const body = { data: { type: "flow-action", id: wait.id, attributes: { definition } } };
      expect((await change("PATCH", `/api/flow-actions/${wait.id}`, body)).status).toBe(200);
      expect(await keptOf(request)).toEqual(["flow Started Checkout edited"]);
      expect(await kinds(request)).toEqual([
        ...Array.from({ length: 4 }, () => "update_template"),
        "update_mail",
        "update_mail",
      ]);
      await stage.apply({ languages: ["en"] });
      expect(flowOf("Started Checkout").map(({ id }) => id)).toEqual([flow?.id]);
      await stage.apply({ languages: ["en"], force: true });
      expect(flowOf("Started Checkout").map(({ name }) => name)).toEqual([
        "Centra shop · Started Checkout",
        "Centra shop · Started Checkout · 2",
      ]);
    });

    it("that a flow or a template was deleted, or a flow archived", async () => {
      await stage.apply();
      const [placed] = flowOf("Placed Order");
      await change("DELETE", `/api/flows/${placed?.id}`);
      await change("DELETE", `/api/templates/${await templateId("Placed Order/sv")}`);
      stage.klaviyo.changeFlow({ flow: flowOf("Started Checkout")[0]?.id ?? "", archived: true });
      expect(await keptOf()).toEqual([
        "template Placed Order/sv deleted",
        "flow Placed Order deleted",
        "flow Started Checkout archived",
      ]);
      expect(await kinds()).toEqual([]);
      await stage.apply({ force: true });
      expect(
        stage.klaviyo
          .flows()
          .filter(({ archived }) => !archived)
          .map(({ name }) => name),
      ).toEqual(["Centra shop · Placed Order", "Centra shop · Started Checkout · 2"]);
    });

    it("what a metric is mapped to", async () => {
      await stage.apply();
      const metrics = (await change("GET", "/api/metrics")).many().data;
      const other = metrics.find(({ attributes }) => attributes.name === "Ordered Product")?.id;
      const body = {
        data: {
          type: "mapped-metric",
          id: "revenue",
          relationships: { metric: { data: { type: "metric", id: other } } },
        },
      };
      await change("PATCH", "/api/mapped-metrics/revenue", body);
      expect([await kinds(), await keptOf()]).toEqual([[], ["mapping revenue edited"]]);
    });

    it("an object of our name that was not made here", async () => {
      const html = "<p>Handmade</p>";
      const attributes = { name: "Centra shop · Placed Order · sv", editor_type: "CODE", html };
      await change("POST", "/api/templates", { data: { type: "template", attributes } });
      expect(await keptOf()).toEqual(["template Placed Order/sv not_ours"]);
      await stage.apply();
      expect(stage.klaviyo.flows()).toHaveLength(2);
    });
  });

  it("keeps to Klaviyo's limits: no request of a whole shop's is refused", async () => {
    await stage.apply({
      metrics: ["Placed Order", "Confirmed Order", "Cancelled Order", "Refunded Order", "Shipped", "Delivered"],
    });
    expect(stage.klaviyo.requests().filter(({ status }) => status === 429)).toEqual([]);
    expect(stage.klaviyo.flows()).toHaveLength(6);
  });

  it("stops at the limit of a day, says until when, and goes on after it", async () => {
    stage.klaviyo.simulateOtherTraffic({ account: "SHOP42", endpoint: "POST /api/flows", requests: 99 });
    const stopped = await stage.apply().catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(KlaviyoSetupError);
    if (!(stopped instanceof KlaviyoSetupError)) return;
    expect([stopped.code, stage.klaviyo.flows().length]).toEqual(["klaviyo_limit_reached", 1]);
    await stage.clock.sleep(stopped.retryAfterMs ?? 0);
    await stage.apply();
    expect([stage.klaviyo.flows().length, await kinds()]).toEqual([2, []]);
  });

  it("ends where an account is full of templates, and goes on when there is room", async () => {
    await stage.close();
    stage = await openStage(database, { limits: "off" });
    const attributes = { name: "Newsletter", editor_type: "CODE", html: "<p>Hej</p>" };
    const newsletter = { data: { type: "template", attributes } };
    const make = () => callApi(stage.klaviyo, "POST", "/api/templates", newsletter, AUTHORIZATION);
    const last = await make();
    for (let number = 2; number <= 997; number += 1) await make();
    await expect(stage.apply()).rejects.toThrow(/cannot have more than 1000 templates/);
    expect(await stage.recorded()).toHaveLength(3);
    await change("DELETE", `/api/templates/${last.one().id}`);
    await stage.apply();
    expect(await kinds()).toEqual([]);
  });

  it("says which scope a key lacks", async () => {
    stage.klaviyo.changeKey({
      key: "pk_provisioning",
      scopes: ["accounts:read", "metrics:read", "events:write", "templates:read"],
    });
    await expect(stage.plan()).rejects.toThrow(/It needs the scopes flows:read/);
  });

  it.each(["granted", "ignored", "refused"] as const)(
    "makes the flows where the transactional mark is %s",
    async (transactional) => {
      await stage.close();
      stage = await openStage(database, { accounts: [{ ...ACCOUNT, transactional }] });
      const { notices } = await stage.apply();
      expect(stage.klaviyo.flows()).toHaveLength(2);
      expect(notices.some(({ code }) => code === "ask_for_transactional")).toBe(transactional !== "granted");
    },
  );
});
