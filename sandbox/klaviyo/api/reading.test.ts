import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { bulkBody, bulkGroup, eventAttributes, eventBody, metricNamed } from "../testing/bodies.ts";

const eventProperties = z.object({ $event_id: z.string() });
let sandbox: KlaviyoSandbox;
const get = (path: string) => callApi(sandbox, "GET", path);
const list = async (path: string) => (await get(path)).many().data;

beforeAll(async () => {
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], limits: "off", ingestionDelayMs: 0 });
  await callApi(sandbox, "POST", "/api/events", eventBody({ value: 215, properties: { OrderId: "1001" } }));
  await callApi(
    sandbox,
    "POST",
    "/api/event-bulk-create-jobs",
    bulkBody([
      bulkGroup(
        [1, 2, 3].map((day) =>
          eventAttributes({
            unique_id: `s${day}`,
            time: `2026-06-0${day}T00:00:00Z`,
            metric: metricNamed("Shipped"),
            value: null,
          }),
        ),
        { email: "bo+tag@shop.se", phone_number: "+46701234567" },
      ),
    ]),
  );
  for (const name of ["Newsletter", "Alpha", "VIP"]) {
    await callApi(sandbox, "POST", "/api/lists", {
      data: { type: "list", attributes: { name, opt_in_process: "single_opt_in" } },
    });
  }
});
afterAll(() => sandbox.close());

describe("events", () => {
  it("show unique_id, value and currency as $event_id, $value and $value_currency", async () => {
    const [newest] = await list("/api/events");
    expect(newest?.attributes).toMatchObject({
      timestamp: 1_782_892_800,
      datetime: "2026-07-01T08:00:00+00:00",
      event_properties: { OrderId: "1001", $event_id: "1001", $value: 215, $value_currency: "SEK" },
    });
    expect((await get(`/api/events/${newest?.id}/`)).one()).toEqual(newest);
    expect((await get("/api/events/nothing")).status).toBe(404);
  });

  it("are filtered by metric, profile and time, sorted and paged", async () => {
    const shipped = (await list("/api/metrics")).find((metric) => metric.attributes.name === "Shipped")?.id;
    const bo = (await list(`/api/profiles?filter=${encodeURIComponent('equals(email,"BO+tag@shop.se")')}`))[0]?.id;
    const ids = async (filter: string, more = "") =>
      (await list(`/api/events?filter=${encodeURIComponent(filter)}${more}`)).map(
        (event) => eventProperties.parse(event.attributes.event_properties).$event_id,
      );
    expect(await ids(`equals(metric_id,"${shipped}")`)).toEqual(["s3", "s2", "s1"]);
    expect(await ids(`equals(profile_id,"${bo}"),less-than(datetime,2026-06-03T00:00:00Z)`, "&sort=datetime")).toEqual([
      "s1",
      "s2",
    ]);
    expect(await ids(`and(equals(metric_id,"${shipped}"),greater-or-equal(timestamp,1780358400))`)).toEqual([
      "s3",
      "s2",
    ]);
    expect(await ids('equals(metric_id,"other")')).toEqual([]);
  });

  it("come in pages whose links lead to the next and the one before", async () => {
    const first = (await get("/api/events?page[size]=3")).many();
    expect([first.data.length, first.links.prev]).toEqual([3, null]);
    const second = (await get(first.links.next ?? "")).many();
    expect([second.data.length, second.links.next]).toEqual([1, null]);
    expect((await get(second.links.prev ?? "")).many().data).toEqual(first.data);
  });

  it("bring their metric and profile along, each once", async () => {
    const { included } = (await get("/api/events?include=metric,profile")).many();
    expect(included?.map((one) => one.type)).toEqual(["metric", "metric", "profile", "profile"]);
  });
});

describe("metrics, profiles and lists", () => {
  it("are read one by one", async () => {
    for (const kind of ["metrics", "profiles", "lists"]) {
      const [first] = await list(`/api/${kind}`);
      expect((await get(`/api/${kind}/${first?.id}`)).one()).toEqual(first);
      expect((await get(`/api/${kind}/unknown`)).errors()[0]?.code).toBe("not_found");
    }
  });

  it("are found by filter, sort and sparse fields", async () => {
    const filtered = await list(`/api/lists?filter=${encodeURIComponent('any(name,["VIP","Alpha"])')}&sort=-name`);
    expect(filtered.map((one) => one.attributes.name)).toEqual(["VIP", "Alpha"]);
    const byPhone = await list(
      `/api/profiles?filter=${encodeURIComponent('equals(phone_number,"+46701234567")')}&fields[profile]=email`,
    );
    expect(byPhone.map((one) => one.attributes)).toEqual([{ email: "bo+tag@shop.se" }]);
    expect(await list(`/api/metrics?filter=${encodeURIComponent('equals(integration.name,"Shopify")')}`)).toEqual([]);
  });
});

describe("queries that Klaviyo refuses name the parameter", () => {
  it.each([
    { path: "/api/events?page[size]=1001", parameter: "page[size]" },
    { path: "/api/metrics?page[size]=10", parameter: "page[size]" },
    { path: "/api/lists?page[size]=11", parameter: "page[size]" },
    { path: "/api/events?include=profiless", parameter: "include" },
    { path: "/api/events?sort=value", parameter: "sort" },
    { path: "/api/events?filter=equals(metric_id", parameter: "filter" },
    { path: "/api/events?filter=equals(value,1)", parameter: "filter" },
    { path: "/api/events?filter=contains(metric_id,1)", parameter: "filter" },
    { path: "/api/events?page[cursor]=x", parameter: "page[cursor]" },
    { path: "/api/profiles?email=a", parameter: "email" },
  ])("$path", async ({ path, parameter }) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(answer.errors().map((error) => error.source.parameter)).toEqual([parameter]);
  });
});
