import { afterAll, beforeAll, expect, it } from "vitest";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { callGraphql } from "../testing/graphql-client.ts";

let sandbox: CentraSandbox;
beforeAll(async () => {
  sandbox = await startCentraSandbox({ plan: "off" });
});
afterAll(() => sandbox.close());

it.each([
  ["{ rateLimits { type quota } }", {}, 10],
  ["{ orders(limit: 1) { number } }", {}, 2],
  ["{ orders(limit: 50) { number status } }", {}, 101],
  ["{ orders { number } }", {}, 21],
  ["query some($limit: Int) { orders(limit: $limit) { number } }", { limit: 200 }, 201],
  ["{ orders(limit: 10) { number lines { id quantity } } }", {}, 121],
  [
    "{ orders(limit: 10) { ...some } } fragment some on Order { number ... on DirectToConsumerOrder { customer { id } } }",
    {},
    31,
  ],
  ["{ orderConnection(first: 10) { edges { node { number } } } }", {}, 1 + 10 * (1 + 5 * 2)],
])("%s costs what its lists may hold", async (text, variables, complexity) => {
  expect((await callGraphql(sandbox, text, variables)).extensions?.complexity).toBe(complexity);
});
