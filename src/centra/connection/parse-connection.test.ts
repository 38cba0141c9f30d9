import { expect, test } from "vitest";
import { SettingsInvalidError } from "../../plugins/errors.ts";
import { completeConnection, parseConnectionInput } from "./parse-connection.ts";

function faultsOf(input: unknown): string[] {
  try {
    parseConnectionInput(input);
    return [];
  } catch (error) {
    if (error instanceof SettingsInvalidError) return error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
    throw error;
  }
}

test.each([
  ["shop.centra.com", "https://shop.centra.com/graphql"],
  ["https://shop.centra.com/", "https://shop.centra.com/graphql"],
  ["https://shop.centra.com/graphql", "https://shop.centra.com/graphql"],
  ["https://proxy.example.com/centra/", "https://proxy.example.com/centra/graphql"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000/graphql"],
])("%s is the API at %s", (given, apiUrl) => expect(parseConnectionInput({ apiUrl: given }).apiUrl).toBe(apiUrl));

test.each([
  [{ apiUrl: "http://shop.centra.com" }, "/apiUrl must begin with https://, since a token is sent there"],
  [{ apiUrl: "https://user:pass@shop.centra.com" }, "/apiUrl is not an address such as https://your-shop.centra.com"],
  [{ apiUrl: "" }, "/apiUrl is not an address such as https://your-shop.centra.com"],
  [{ apiUrl: 5 }, "/apiUrl is not a text"],
  [{ token: "" }, "/token is empty"],
  [{ token: "two words" }, "/token has characters that no token has; copy it again"],
  [{ storeId: 1.5 }, "/storeId is not a whole number"],
  [{ storeId: 0 }, "/storeId is not a store's number"],
  [{ pollIntervalSeconds: 0 }, "/pollIntervalSeconds is below 1 second"],
  [{ productPageUrl: "https://shop.se" }, "/productPageUrl lacks the placeholder {display_uri}"],
  [{ trackingUrls: { Bring: "https://bring.no" } }, "/trackingUrls/Bring lacks the placeholder {number}"],
  [{ webhooks: true }, "/webhooks is not a setting"],
])("%j: %s", (input, fault) => expect(faultsOf(input)).toEqual([fault]));

test("what is absent gets its default, and what was set before stays", () => {
  expect(completeConnection({ storeId: 2 }, { pollIntervalSeconds: 60 })).toEqual({
    ...{ storeId: 2, pollIntervalSeconds: 60, productPageUrl: "", tokenExpiresOn: null, trackingUrls: {} },
  });
});
