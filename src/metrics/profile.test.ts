import { describe, expect, test } from "vitest";
import { sampleAddress, sampleCustomer } from "../commerce/samples.ts";
import { phoneInE164 } from "./phone.ts";
import { profileOf } from "./profile.ts";
import { sampleSettings } from "./sample-settings.ts";

test.each([
  ["070-123 45 67", "SE", "+46701234567"],
  ["0046 70 123 45 67", "SE", "+46701234567"],
  ["+46 (0)70-123 45 67", "DE", "+46701234567"],
  ["(415) 555-2671", "US", "+14155552671"],
  ["020 7946 0958", "GB", "+442079460958"],
  ["070-123 45 67", undefined, undefined],
  ["070-123 45 67", "XX", undefined],
  ["12", "SE", undefined],
  ["call me", "SE", undefined],
  ["0701234567890123456789", "SE", undefined],
])("%s from %s is %s", (phone, country, expected) => {
  expect(phoneInE164(phone, country)).toBe(expected);
});

describe("the profile", () => {
  const subject = { customer: sampleCustomer, shippingAddress: sampleAddress, currency: "EUR", siteLanguage: "en" };

  test("says who, where and in which language", () => {
    const profile = profileOf(
      { ...subject, market: { id: "2", name: "Sweden" }, pricelist: { id: "3" } },
      sampleSettings,
    );
    expect(profile).toEqual({
      email: "jane.doe@ascaro-shop.com",
      first_name: "Jane",
      last_name: "Doe",
      organization: "Centra",
      phone_number: "+46701234567",
      locale: "sv-SE",
      location: {
        address1: "Sveavägen 9",
        address2: "Address Two",
        city: "Stockholm",
        zip: "111 57",
        country: "Sweden",
      },
      properties: {
        Language: "sv",
        Currency: "EUR",
        Country: "SE",
        Market: "Sweden",
        Pricelist: "3",
        CustomerId: "4711",
      },
    });
  });

  test("has the e-mail address in lower case", () => {
    const customer = { email: "Jane.DOE@Ascaro-Shop.com" };
    expect(profileOf({ customer }, sampleSettings).email).toBe("jane.doe@ascaro-shop.com");
  });

  test("drops a number that is none, and takes the next", () => {
    const customer = { ...sampleCustomer, phone: "none" };
    expect(profileOf({ ...subject, customer }, sampleSettings).phone_number).toBe("+46701234567");
    const shippingAddress = { ...sampleAddress, phone: "0" };
    expect(profileOf({ customer, shippingAddress }, sampleSettings)).not.toHaveProperty("phone_number");
  });

  test("takes no location from the billing address, and blanks nothing", () => {
    const customer = { email: "jane@ascaro-shop.com", firstName: "" };
    const profile = profileOf({ customer, billingAddress: { countryCode: "DK", city: "Aarhus" } }, sampleSettings);
    expect(profile).toEqual({
      email: "jane@ascaro-shop.com",
      locale: "da-DK",
      properties: { Language: "da", Country: "DK" },
    });
  });
});
