import { ApiKeySession, FlowsApi, MetricsApi, TagsApi, TemplatesApi } from "klaviyo-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT, TEST_KEY } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { flowBody } from "../testing/flow-bodies.ts";

let sandbox: KlaviyoSandbox;
const session = new ApiKeySession(TEST_KEY);
const templates = new TemplatesApi(session);
const flows = new FlowsApi(session);
const tags = new TagsApi(session);
const metrics = new MetricsApi(session);

beforeAll(async () => {
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], limits: "off", ingestionDelayMs: 0 });
  for (const api of [templates, flows, tags, metrics]) api.basePath = sandbox.url;
  await callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: "seed", backfill: true }));
});
afterAll(() => sandbox.close());

/** Klaviyo's own client knows the bodies of tags, actions and mappings, which an excerpt of the OpenAPI file may lack. */
it("Klaviyo's own client makes a template, tags a flow, rewrites an e-mail of it and maps a metric", async () => {
  const made = await templates.createTemplate({
    data: { type: "template", attributes: { name: "sv", editorType: "CODE", html: "<p>Hej</p>", text: "Hej" } },
  });
  const template = made.body.data.id;
  const metric = (await metrics.getMetrics()).body.data[0]?.id ?? "";
  const flow = (await callApi(sandbox, "POST", "/api/flows", flowBody({ metric, sv: template, en: template }))).one()
    .id;

  const tag = (await tags.createTag({ data: { type: "tag", attributes: { name: "ours" } } })).body.data.id;
  await tags.tagFlows(tag, { data: [{ type: "flow", id: flow }] });
  expect((await tags.getFlowIdsForTag(tag)).body.data.map(({ id }) => id)).toEqual([flow]);
  expect((await tags.getTags({ filter: 'equals(name,"ours")' })).body.data[0]?.attributes.name).toBe("ours");

  const read = await flows.getFlow(flow, { additionalFieldsFlow: ["definition"] });
  const email = read.body.data.attributes.definition?.actions.find((action) => action.type === "send-email");
  expect(email?.id).toMatch(/^\d+$/);
  const [first] = sandbox.flows()[0]?.emails ?? [];
  await flows.updateFlowAction(first?.actionId ?? "", {
    data: {
      type: "flow-action",
      id: first?.actionId ?? "",
      attributes: {
        definition: {
          type: "send-email",
          links: { next: null },
          data: { status: "draft", message: { name: "Mail", subjectLine: "Ny", templateId: template } },
        },
      },
    },
  });
  expect(sandbox.flows()[0]?.emails[0]?.subject).toBe("Ny");
  await flows.updateFlow(flow, { data: { type: "flow", id: flow, attributes: { status: "live" } } });
  expect(sandbox.flows()[0]?.status).toBe("live");

  await metrics.updateMappedMetric("revenue", {
    data: { type: "mapped-metric", id: "revenue", relationships: { metric: { data: { type: "metric", id: metric } } } },
  });
  const mapped = (await metrics.getMappedMetrics({ include: ["metric"] })).body.data.find(({ id }) => id === "revenue");
  expect(mapped?.relationships?.metric?.data?.id).toBe(metric);
});
