import { isDroppedByKlaviyo, newSampleCustomer, type SampleCustomer } from "../../metrics/fresh-samples.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { SamplesInput } from "./schemas.ts";

/** Whom samples are about. Throws what is wrong with the address, at its field. `now`: milliseconds since the epoch. */
export function chooseCustomer(plugin: StorePlugin, input: SamplesInput, now: number): SampleCustomer {
  const { email, firstName, lastName, language } = input;
  const domain = URL.parse(plugin.settings.cartLink)?.hostname.replace(/^www\./, "");
  const customer =
    email === undefined && domain !== undefined ? newSampleCustomer(domain, now) : { email: email ?? "" };
  const fault = faultOf(customer.email);
  if (fault === null) return { ...customer, ...(firstName && { firstName }), ...(lastName && { lastName }), language };
  throw new HttpProblem("request_invalid", fault, { errors: [{ pointer: "/email", detail: fault }] });
}

function faultOf(email: string): string | null {
  if (email === "")
    return "says nobody, and the plugin has no cart link whose domain could be used. Enter an address of your own.";
  if (!isDroppedByKlaviyo(email)) return null;
  return `${email} is at a domain for examples and tests; Klaviyo drops events for it without a word. Enter a real address.`;
}
