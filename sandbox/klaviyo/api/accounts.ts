import { TIERS } from "../access/rate-limits.ts";
import { jsonAnswer } from "../http/answer.ts";
import { notFound } from "../http/api-error.ts";
import type { ApiRequest, Route } from "./request.ts";
import { resource } from "./resource.ts";

const read = { scopes: ["accounts:read"], limits: TIERS.xs };

export const accountRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/accounts",
    ...read,
    answer: (request) =>
      jsonAnswer(200, { data: [accountResource(request)], links: { self: `${request.origin}${request.target}` } }),
  },
  {
    method: "GET",
    path: "/api/accounts/{id}",
    ...read,
    answer: (request) =>
      request.id === request.account.id
        ? jsonAnswer(200, { data: accountResource(request), links: { self: `${request.origin}${request.target}` } })
        : notFound(`Account with id '${request.id}' does not exist.`),
  },
];

function accountResource(request: ApiRequest) {
  const { settings } = request.account;
  const organizationName = settings.organizationName ?? "Sandbox";
  return resource(request, "account", settings.id, {
    test_account: settings.testAccount ?? true,
    contact_information: {
      default_sender_name: organizationName,
      default_sender_email: settings.senderEmail ?? "hello@shop.invalid",
      website_url: settings.websiteUrl ?? null,
      organization_name: organizationName,
      street_address: {
        address1: settings.address ?? null,
        address2: null,
        city: null,
        region: null,
        country: null,
        zip: null,
      },
    },
    industry: null,
    timezone: settings.timezone ?? "UTC",
    preferred_currency: settings.preferredCurrency ?? "USD",
    public_api_key: settings.id,
    locale: settings.locale ?? "en-US",
  });
}
