import type { KlaviyoClient } from "./client.ts";
import type { KlaviyoAccount } from "./get-accounts.ts";
import type { Refused, SendOutcome, Unreachable } from "./outcome.ts";

/** One finding of the connection test, for the merchant. */
export interface ConnectionProblem {
  /** Stable, for example `klaviyo_key_refused`. */
  readonly code: string;
  /** A warning leaves the connection usable. */
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly whatToDo: string;
}

export interface ConnectionTest {
  /** True when there is no error; there may be warnings. */
  readonly ok: boolean;
  /** The account that the private key belongs to, when Klaviyo told it. */
  readonly account: KlaviyoAccount | null;
  readonly problems: readonly ConnectionProblem[];
}

/**
 * An event that Klaviyo must refuse, since its profile has no identifier: tells whether the key may write events, without writing one.
 * A key without the scope is refused before the body is looked at.
 */
const EVENT_WITHOUT_PROFILE = {
  body: '{"properties":{},"metric":{"data":{"type":"metric","attributes":{"name":"Placed Order"}}}}',
  profile: "{}",
};

/** Asks Klaviyo whose key this is and what it may do. Changes nothing there. Never rejects. */
export async function testConnection(
  client: KlaviyoClient,
  plugin: { readonly privateKey: string; readonly apiKey: string; readonly baseCurrency: string },
): Promise<ConnectionTest> {
  const found = await client.getAccount(plugin.privateKey);
  if (found.kind !== "found") {
    const problem = explain(found, "accounts:read");
    const canGoOn = problem.code === "klaviyo_scope_missing";
    const writing = canGoOn ? await testWriting(client, plugin.privateKey) : null;
    return { ok: false, account: null, problems: writing === null ? [problem] : [problem, writing] };
  }
  const { account } = found;
  const writing = await testWriting(client, plugin.privateKey);
  const problems = [
    ...(plugin.apiKey === "" || account.publicApiKey === plugin.apiKey ? [] : [otherAccount(account, plugin.apiKey)]),
    ...(account.preferredCurrency === "" || account.preferredCurrency === plugin.baseCurrency
      ? []
      : [otherCurrency(account, plugin.baseCurrency)]),
    ...(writing === null ? [] : [writing]),
  ];
  return { ok: problems.every((problem) => problem.severity === "warning"), account, problems };
}

async function testWriting(client: KlaviyoClient, privateKey: string): Promise<ConnectionProblem | null> {
  const outcome: SendOutcome = await client.createEvent(privateKey, EVENT_WITHOUT_PROFILE);
  if (outcome.kind === "accepted") return null;
  if (outcome.kind === "refused" && outcome.isJson && (outcome.status === 400 || outcome.status === 429)) return null;
  return explain(outcome, "events:write");
}

function explain(outcome: Refused | Unreachable, scope: string): ConnectionProblem {
  if (outcome.kind === "unreachable") {
    return error(
      "klaviyo_unreachable",
      `Klaviyo could not be reached: ${outcome.detail} (${outcome.code}).`,
      "Check the network, DNS and any proxy between this service and a.klaviyo.com, then test again.",
    );
  }
  if (outcome.status === 401) {
    return error(
      "klaviyo_key_refused",
      "Klaviyo does not know the private key.",
      "Copy a living private key from Klaviyo, Settings > API keys, into API private key.",
    );
  }
  if (outcome.status === 403 && outcome.isJson) {
    return error(
      "klaviyo_scope_missing",
      `The private key lacks the scope ${scope}.`,
      `Scopes cannot be added to a key: create a new private key with ${scope} and put it into API private key.`,
    );
  }
  if (outcome.status === 410) {
    return error(
      "klaviyo_revision_gone",
      "Klaviyo has retired the API revision that this version speaks.",
      "Install a newer version of this software.",
    );
  }
  if (outcome.status === 429) {
    const seconds = Math.ceil((outcome.retryAfterMs ?? 60_000) / 1_000);
    return error(
      "klaviyo_throttled",
      "Klaviyo allows no more requests at the moment.",
      `Test again in ${seconds} seconds.`,
    );
  }
  const words = outcome.errors[0]?.detail ?? outcome.excerpt;
  return error(
    "klaviyo_unexpected_answer",
    `Klaviyo answered with status ${outcome.status}${words === "" ? "" : `: ${words}`}`,
    "Test again in some minutes; if it stays so, look at status.klaviyo.com.",
  );
}

function otherAccount(account: KlaviyoAccount, apiKey: string): ConnectionProblem {
  return error(
    "klaviyo_account_mismatch",
    `The private key belongs to ${account.organizationName} (${account.publicApiKey}), the API key ${apiKey} to another account.`,
    "Take both keys from the same Klaviyo account.",
  );
}

function otherCurrency(account: KlaviyoAccount, baseCurrency: string): ConnectionProblem {
  return {
    code: "klaviyo_currency_differs",
    severity: "warning",
    message: `The account reports in ${account.preferredCurrency}, the plugin's base currency is ${baseCurrency}.`,
    whatToDo: "Set both to the same currency, or read Klaviyo's revenue figures with this in mind.",
  };
}

function error(code: string, message: string, whatToDo: string): ConnectionProblem {
  return { code, severity: "error", message, whatToDo };
}
