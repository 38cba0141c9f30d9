import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { findOpenApiFile } from "../openapi/find-openapi-file.ts";
import type { SandboxOptions } from "../options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { createDrivenClock, type DrivenClock } from "../testing/driven-clock.ts";
import { flowBody, languageSplit, mailAction, templateBody, templateChange } from "../testing/flow-bodies.ts";

let sandbox: KlaviyoSandbox;
let clock: DrivenClock;
let ids: { metric: string; sv: string; en: string };
const openApiFile = findOpenApiFile();

async function start(options: SandboxOptions = {}): Promise<void> {
  await sandbox?.close();
  clock = createDrivenClock();
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ingestionDelayMs: 0,
    clock,
    ...(openApiFile === undefined ? {} : { validateOpenApi: openApiFile }),
    ...options,
  });
  await callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: "seed", backfill: true }));
  const template = async (name: string) =>
    (await callApi(sandbox, "POST", "/api/templates", templateBody({ name, html: `<p>${name}</p>` }))).one().id;
  const metric = (await callApi(sandbox, "GET", "/api/metrics")).many().data[0]?.id ?? "";
  ids = { metric, sv: await template("sv"), en: await template("en") };
}

beforeEach(() => start());

afterEach(async () => {
  const violations = sandbox.violations();
  await sandbox.close();
  expect(violations).toEqual([]);
});

const definitionSchema = z.object({
  entry_action_id: z.string(),
  actions: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      links: z.record(z.string(), z.string().nullable()),
      data: z.looseObject({
        status: z.string().optional(),
        message: z
          .looseObject({ id: z.string(), template_id: z.string(), transactional: z.boolean().optional() })
          .optional(),
      }),
    }),
  ),
});

async function createFlow(definition: Record<string, unknown> = {}) {
  const answer = await callApi(sandbox, "POST", "/api/flows", flowBody(ids, definition));
  return { answer, id: answer.status === 201 ? answer.one().id : "" };
}

async function readDefinition(id: string) {
  const answer = await callApi(sandbox, "GET", `/api/flows/${id}?additional-fields[flow]=definition`);
  return definitionSchema.parse(answer.one().attributes.definition);
}

describe("flows", () => {
  it("are made as drafts, with ids of their own and copies of the templates", async () => {
    const { id, answer } = await createFlow();
    expect(answer.one().attributes).toMatchObject({ name: "Order placed", status: "draft", trigger_type: "Metric" });
    const { actions, entry_action_id } = await readDefinition(id);
    const [split, sv, en] = actions;
    expect(entry_action_id).toBe(split?.id);
    expect(split?.links).toEqual({ next_if_true: sv?.id, next_if_false: en?.id });
    expect(JSON.stringify(actions)).not.toContain("temporary_id");
    const copy = sv?.data.message?.template_id ?? "";
    expect(copy).not.toBe(ids.sv);
    expect((await callApi(sandbox, "GET", `/api/templates/${copy}`)).status).toBe(404);
    const read = await callApi(sandbox, "GET", `/api/flow-messages/${sv?.data.message?.id}/template`);
    expect(read.one().attributes.html).toBe("<p>sv</p>");
  });

  it("do not follow their templates until an action is given the template anew", async () => {
    const { id } = await createFlow();
    await callApi(sandbox, "PATCH", `/api/templates/${ids.sv}`, templateChange(ids.sv, { html: "<p>nytt</p>" }));
    const [, sv] = (await readDefinition(id)).actions;
    const content = async () =>
      (await callApi(sandbox, "GET", `/api/flow-messages/${sv?.data.message?.id}/template`)).one().attributes.html;
    expect(await content()).toBe("<p>sv</p>");
    const rewrite = (message: Record<string, unknown>) =>
      callApi(sandbox, "PATCH", `/api/flow-actions/${sv?.id}`, {
        data: {
          type: "flow-action",
          id: sv?.id,
          attributes: { definition: { ...sv, data: { ...sv?.data, message: { ...sv?.data.message, ...message } } } },
        },
      });
    expect((await rewrite({ subject_line: "Ny" })).status).toBe(200);
    expect(await content()).toBe("<p>sv</p>");
    expect((await rewrite({ template_id: ids.sv })).status).toBe(200);
    expect(await content()).toBe("<p>nytt</p>");
  });

  it("can be set live and back, and nothing else of them can be changed", async () => {
    const { id } = await createFlow();
    const patch = (attributes: Record<string, unknown>) =>
      callApi(sandbox, "PATCH", `/api/flows/${id}`, { data: { type: "flow", id, attributes } });
    expect((await patch({ status: "live" })).one().attributes.status).toBe("live");
    expect((await readDefinition(id)).actions.map(({ data }) => data.status)).toEqual([undefined, "live", "live"]);
    expect((await patch({ status: "paused" })).status).toBe(400);
    expect((await callApi(sandbox, "DELETE", `/api/flows/${id}`)).status).toBe(204);
    expect((await callApi(sandbox, "GET", `/api/flows/${id}`)).status).toBe(404);
  });

  it("are found by name and tag", async () => {
    const { id } = await createFlow();
    const tag = (
      await callApi(sandbox, "POST", "/api/tags", { data: { type: "tag", attributes: { name: "ours" } } })
    ).one();
    const path = `/api/tags/${tag.id}/relationships/flows`;
    expect((await callApi(sandbox, "POST", path, { data: [{ type: "flow", id }] })).status).toBe(204);
    expect((await callApi(sandbox, "POST", path, { data: [{ type: "flow", id: "none" }] })).status).toBe(404);
    const found = await callApi(
      sandbox,
      "GET",
      `/api/flows?filter=${encodeURIComponent('starts-with(name,"Order")')}&include=tags,flow-actions`,
    );
    expect(found.many().data.map((flow) => flow.id)).toEqual([id]);
    expect(found.many().included?.map(({ type }) => type)).toEqual([
      "flow-action",
      "flow-action",
      "flow-action",
      "tag",
    ]);
    const again = await callApi(sandbox, "POST", "/api/tags", { data: { type: "tag", attributes: { name: "ours" } } });
    expect(again.status).toBe(400);
    const tags = await callApi(sandbox, "GET", `/api/tags?filter=${encodeURIComponent('equals(name,"ours")')}`);
    expect(tags.many().data.map((one) => one.id)).toEqual([tag.id]);
  });

  it("are 15 a minute and 100 a day", async () => {
    await start({ limits: "real" });
    let made = 0;
    const statuses = new Set<number>();
    for (let minute = 0; minute < 10; minute += 1) {
      for (let second = 0; second < 20; second += 1) {
        const { answer } = await createFlow();
        statuses.add(answer.status);
        if (answer.status === 201) made += 1;
        else expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        clock.advance(1_000);
      }
      expect(made).toBe(Math.min(100, (minute + 1) * 15));
      clock.advance(40_000);
    }
    expect([...statuses].sort()).toEqual([201, 429]);
    clock.advance(86_400_000);
    expect((await createFlow()).answer.status).toBe(201);
  });
});

describe("a definition is refused", () => {
  const at = "/data/attributes/definition";
  it.each([
    {
      name: "an unknown metric",
      of: () => ({ triggers: [{ type: "metric", id: "nope" }] }),
      pointer: `${at}/triggers/0/id`,
    },
    { name: "no trigger", of: () => ({ triggers: [] }), pointer: `${at}/triggers` },
    { name: "an entry that is none", of: () => ({ entry_action_id: "nope" }), pointer: `${at}/entry_action_id` },
    {
      name: "an unknown template",
      of: () => ({ actions: [mailAction("split", "nope")] }),
      pointer: `${at}/actions/0/data/message/template_id`,
    },
    {
      name: "a link into nowhere",
      of: () => ({ actions: [languageSplit("split", "sv", "nope", "mail"), mailAction("mail", ids.sv)] }),
      pointer: `${at}/actions/0/links/next_if_true`,
    },
    {
      name: "a circle",
      of: () => ({ actions: [languageSplit("split", "sv", "split", "mail"), mailAction("mail", ids.sv)] }),
      pointer: `${at}/actions/0`,
    },
    {
      name: "an action that nothing leads to",
      of: () => ({ actions: [mailAction("split", ids.sv), mailAction("mail", ids.sv)] }),
      pointer: `${at}/actions/1`,
    },
    {
      name: "an id of one's own",
      of: () => ({ actions: [{ ...mailAction("split", ids.sv), id: "1" }] }),
      pointer: `${at}/actions/0/id`,
    },
  ])("for $name", async ({ of, pointer }) => {
    const { answer } = await createFlow(of());
    expect([answer.status, answer.errors()[0]?.source.pointer]).toEqual([400, pointer]);
  });
});

describe("the transactional mark", () => {
  it.each([
    { transactional: "granted", status: 201, kept: true },
    { transactional: "ignored", status: 201, kept: false },
    { transactional: "refused", status: 400, kept: null },
  ] as const)("is $transactional", async ({ transactional, status, kept }) => {
    await start({ accounts: [{ ...TEST_ACCOUNT, transactional }] });
    const { answer, id } = await createFlow({
      entry_action_id: "mail",
      actions: [mailAction("mail", ids.sv, { transactional: true })],
    });
    expect(answer.status).toBe(status);
    if (kept !== null) expect((await readDefinition(id)).actions[0]?.data.message?.transactional).toBe(kept);
    else expect(answer.errors()[0]?.source.pointer).toMatch(/\/actions\/0\/data\/message\/transactional$/);
  });
});

describe("mapped metrics", () => {
  it("are mapped to a metric that exists", async () => {
    const map = (id: string, metric: string) =>
      callApi(sandbox, "PATCH", `/api/mapped-metrics/${id}`, {
        data: { type: "mapped-metric", id, relationships: { metric: { data: { type: "metric", id: metric } } } },
      });
    expect((await map("revenue", ids.metric)).status).toBe(200);
    expect((await map("revenue", "nope")).status).toBe(400);
    expect((await map("profit", ids.metric)).status).toBe(404);
    const all = await callApi(sandbox, "GET", "/api/mapped-metrics");
    expect(
      JSON.parse(all.text).data.map((one: { id: string; relationships: { metric: { data: unknown } } }) => [
        one.id,
        one.relationships.metric.data,
      ]),
    ).toContainEqual(["revenue", { type: "metric", id: ids.metric }]);
  });
});
