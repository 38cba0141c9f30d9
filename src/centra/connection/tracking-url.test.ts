import { expect, test } from "vitest";
import { COMMON_CARRIERS, trackingUrlOf } from "./tracking-url.ts";

test.each([
  [{ carrier: "PostNord", number: "AB 1" }, "https://tracking.postnord.com/tracking?id=AB%201"],
  [{ carrier: "UPS Standard", number: "1Z" }, "https://www.ups.com/track?tracknum=1Z"],
  [{ carrier: "Ingrid", service: "dhl-express", number: "7" }, "https://www.dhl.com/en/express/tracking.html?AWB=7"],
  [{ carrier: "Groupsend", number: "7" }, undefined],
  [{ carrier: "PostNord" }, undefined],
  [{ number: "7" }, undefined],
])("%j", (parcel, url) => expect(trackingUrlOf(parcel, {})).toBe(url));

test("the merchant's own names come first, and an empty address means none", () => {
  const parcel = { carrier: "PostNord", number: "7" };
  expect(trackingUrlOf(parcel, { postnord: "https://shop.se/track/{number}" })).toBe("https://shop.se/track/7");
  expect(trackingUrlOf(parcel, { "my carrier": "https://x.se/{number}" })).toContain("postnord.com");
});

test("every common carrier has a place for the number", () => {
  for (const address of Object.values(COMMON_CARRIERS)) expect(address).toMatch(/^https:\/\/.*\{number\}/);
});
