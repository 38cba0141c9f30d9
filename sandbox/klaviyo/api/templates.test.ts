import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findOpenApiFile } from "../openapi/find-openapi-file.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { templateBody, templateChange } from "../testing/flow-bodies.ts";

let sandbox: KlaviyoSandbox;
const openApiFile = findOpenApiFile();

beforeEach(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ...(openApiFile === undefined ? {} : { validateOpenApi: openApiFile }),
  });
});

afterEach(async () => {
  const violations = sandbox.violations();
  await sandbox.close();
  expect(violations).toEqual([]);
});

const create = async (changes: Record<string, unknown> = {}) =>
  (await callApi(sandbox, "POST", "/api/templates", templateBody(changes))).one();

describe("templates", () => {
  it("are made, read, changed and deleted", async () => {
    const { id } = await create();
    expect((await callApi(sandbox, "GET", `/api/templates/${id}`)).one().attributes).toMatchObject({
      name: "Order placed sv",
      editor_type: "CODE",
      html: "<p>Hej</p>",
      text: "Hej",
    });
    const changed = await callApi(
      sandbox,
      "PATCH",
      `/api/templates/${id}`,
      templateChange(id, { html: "<p>Hallå</p>" }),
    );
    expect(changed.one().attributes).toMatchObject({ html: "<p>Hallå</p>", text: "Hej", name: "Order placed sv" });
    expect((await callApi(sandbox, "DELETE", `/api/templates/${id}`)).status).toBe(204);
    expect((await callApi(sandbox, "GET", `/api/templates/${id}`)).status).toBe(404);
    expect((await callApi(sandbox, "DELETE", `/api/templates/${id}`)).status).toBe(404);
  });

  it("are listed ten to a page, filtered and in order", async () => {
    for (let number = 1; number <= 12; number += 1) await create({ name: `Mail ${String(number).padStart(2, "0")}` });
    const first = (await callApi(sandbox, "GET", "/api/templates?sort=-name")).many();
    expect(first.data.map(({ attributes }) => attributes.name)).toEqual(
      Array.from({ length: 10 }, (_, index) => `Mail ${String(12 - index).padStart(2, "0")}`),
    );
    const next = new URL(first.links.next ?? "");
    const second = (await callApi(sandbox, "GET", next.pathname + next.search)).many();
    expect(second.data.map(({ attributes }) => attributes.name)).toEqual(["Mail 02", "Mail 01"]);
    const named = async (filter: string) =>
      (await callApi(sandbox, "GET", `/api/templates?filter=${encodeURIComponent(filter)}`)).many().data.length;
    expect(await named('equals(name,"Mail 03")')).toBe(1);
    expect(await named('contains(name,"Mail 1")')).toBe(3);
    expect(await named('any(name,["Mail 01","Mail 02","Mail 99"])')).toBe(2);
  });

  it.each([
    { name: "no HTML", changes: { html: undefined }, pointer: "/data/attributes/html" },
    {
      name: "an editor that the API does not make",
      changes: { editor_type: "SIMPLE" },
      pointer: "/data/attributes/editor_type",
    },
    { name: "a field that Klaviyo does not know", changes: { subject: "Hej" }, pointer: "/data/attributes/subject" },
  ])("$name is a 400 that names the place", async ({ changes, pointer }) => {
    const answer = await callApi(sandbox, "POST", "/api/templates", templateBody(changes));
    expect(answer.status).toBe(400);
    expect(answer.errors()[0]?.source.pointer).toBe(pointer);
    if (openApiFile !== undefined && "subject" in changes) {
      expect(sandbox.violations()).toHaveLength(1);
      sandbox.reset();
    }
  });

  it("are a thousand at most", async () => {
    for (let number = 0; number < 1_000; number += 1) await create();
    const answer = await callApi(sandbox, "POST", "/api/templates", templateBody());
    expect([answer.status, answer.errors()[0]?.detail]).toEqual([
      400,
      "An account cannot have more than 1000 templates.",
    ]);
  });

  it("are rendered with a context", async () => {
    const { id } = await create({ html: "<p>{{ event.OrderId }} {{ event.Missing }}</p>", text: "{{ first_name }}" });
    const body = {
      data: { type: "template", id, attributes: { context: { event: { OrderId: "1001" }, first_name: "Å<" } } },
    };
    const answer = await callApi(sandbox, "POST", "/api/template-render", body);
    expect([answer.status, answer.one().attributes.html]).toEqual([201, "<p>1001 </p>"]);
  });

  it("with a syntax error are a 400 when rendered", async () => {
    const { id } = await create({ html: "{{ event.$value }}" });
    const body = { data: { type: "template", id, attributes: { context: {} } } };
    expect((await callApi(sandbox, "POST", "/api/template-render", body)).status).toBe(400);
  });
});
