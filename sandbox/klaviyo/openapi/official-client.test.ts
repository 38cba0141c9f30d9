import {
  AccountsApi,
  ApiKeySession,
  EventBulkCreateEnum,
  EventBulkCreateJobEnum,
  EventEnum,
  EventsApi,
  ListEnum,
  ListsApi,
  MetricEnum,
  MetricsApi,
  ProfileEnum,
  ProfilesApi,
} from "klaviyo-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT, TEST_KEY } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { findOpenApiFile } from "./find-openapi-file.ts";

const openApiFile = findOpenApiFile();

let sandbox: KlaviyoSandbox;
const session = new ApiKeySession(TEST_KEY);
const events = new EventsApi(session);
const metrics = new MetricsApi(session);
const profiles = new ProfilesApi(session);
const accounts = new AccountsApi(session);
const lists = new ListsApi(session);

beforeAll(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ingestionDelayMs: 0,
    ...(openApiFile === undefined ? {} : { validateOpenApi: openApiFile }),
  });
  for (const api of [events, metrics, profiles, accounts, lists]) api.basePath = sandbox.url;
});
afterAll(() => sandbox.close());

const placedOrder = { data: { type: MetricEnum.Metric, attributes: { name: "Placed Order" } } };
const profileOf = (email: string) => ({
  data: { type: ProfileEnum.Profile, attributes: { email, firstName: "Anna" } },
});

describe("Klaviyo's own client, unchanged but for its address", () => {
  it("creates an event and reads it, its metric and its profile back", async () => {
    await events.createEvent({
      data: {
        type: EventEnum.Event,
        attributes: {
          properties: { OrderId: "1" },
          time: new Date("2026-07-01T08:00:00Z"),
          value: 215,
          valueCurrency: "SEK",
          uniqueId: "single-1",
          metric: placedOrder,
          profile: profileOf("anna+client@shop.se"),
        },
      },
    });
    const found = await profiles.getProfiles({ filter: 'equals(email,"anna+client@shop.se")' });
    const profile = found.body.data[0];
    expect(profile?.attributes.firstName).toBe("Anna");
    const metric = (await metrics.getMetrics()).body.data.find((one) => one.attributes.name === "Placed Order");
    const read = await events.getEvents({
      filter: `equals(profile_id,"${profile?.id}"),equals(metric_id,"${metric?.id}")`,
      include: ["metric", "profile"],
      sort: "-datetime",
      pageSize: 1_000,
    });
    expect(read.body.data.map((event) => event.attributes.eventProperties)).toEqual([
      { OrderId: "1", $event_id: "single-1", $value: 215, $value_currency: "SEK" },
    ]);
    expect(read.body.included).toHaveLength(2);
  });

  it("creates events in bulk", async () => {
    const bulkEvent = (uniqueId: string) => ({
      type: EventEnum.Event,
      attributes: { properties: {}, uniqueId, metric: placedOrder },
    });
    await events.bulkCreateEvents({
      data: {
        type: EventBulkCreateJobEnum.EventBulkCreateJob,
        attributes: {
          eventsBulkCreate: {
            data: [
              {
                type: EventBulkCreateEnum.EventBulkCreate,
                attributes: {
                  backfill: true,
                  profile: profileOf("bulk@shop.se"),
                  events: { data: [bulkEvent("bulk-1"), bulkEvent("bulk-2")] },
                },
              },
            ],
          },
        },
      },
    });
    expect(sandbox.events({ email: "bulk@shop.se" }).map(({ uniqueId, backfill }) => [uniqueId, backfill])).toEqual([
      ["bulk-1", true],
      ["bulk-2", true],
    ]);
  });

  it("upserts a profile, makes a list and reads the account", async () => {
    const upserted = await profiles.createOrUpdateProfile(profileOf("upsert@shop.se"));
    expect(upserted.response.status).toBe(201);
    const list = await lists.createList({ data: { type: ListEnum.List, attributes: { name: "Newsletter" } } });
    expect((await lists.getList(list.body.data.id)).body.data.attributes.name).toBe("Newsletter");
    expect((await accounts.getAccounts()).body.data[0]?.attributes.publicApiKey).toBe("TST001");
  });

  it("throws with the status of a refusal", async () => {
    const refused = profiles.createProfile({ data: { type: ProfileEnum.Profile, attributes: { email: "none" } } });
    await expect(refused).rejects.toMatchObject({ response: { status: 400 } });
  });
});

describe.skipIf(openApiFile === undefined)(
  "against Klaviyo's OpenAPI file (skipped where the file is not beside the repository)",
  () => {
    it("no request of the official client and no answer to it departs from the file", async () => {
      await events.createEvent({
        data: {
          type: EventEnum.Event,
          attributes: {
            properties: {},
            uniqueId: "checked",
            metric: placedOrder,
            profile: profileOf("checked@shop.se"),
          },
        },
      });
      await events.getEvents({ include: ["metric", "profile"] });
      await profiles.getProfiles();
      await metrics.getMetrics();
      await lists.getLists();
      await accounts.getAccounts();
      expect(sandbox.violations()).toEqual([]);
    });

    it("departures are found: an unknown field, a wrong type, an unknown parameter, an unknown operation", async () => {
      const own = await startKlaviyoSandbox({
        accounts: [TEST_ACCOUNT],
        validateOpenApi: openApiFile ?? "",
        limits: "off",
      });
      await callApi(own, "POST", "/api/events", eventBody({ customer: 1, value: "1" }));
      await callApi(own, "GET", "/api/metrics?page[size]=10");
      await callApi(own, "GET", "/api/unheard-of");
      expect(own.violations().map(({ of, operation, place }) => [of, operation, place])).toEqual([
        ["request", "POST /api/events", "/data/attributes"],
        ["request", "POST /api/events", "/data/attributes/value"],
        ["request", "GET /api/metrics", "page[size]"],
        ["request", "GET /api/unheard-of", ""],
      ]);
      await own.close();
    });
  },
);
