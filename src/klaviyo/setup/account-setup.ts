import type { Clock } from "../../clock.ts";
import { accountOf, accountsDocument, type KlaviyoAccount } from "../get-accounts.ts";
import type { Transport } from "../transport.ts";
import { createAsk } from "./ask.ts";
import { flowsOf } from "./flows.ts";
import { metricsOf } from "./metrics.ts";
import { PACES } from "./pace.ts";
import { type SeedEvent, seedMetrics } from "./seed-metrics.ts";
import { tagsOf } from "./tags.ts";
import { templatesOf } from "./templates.ts";

/** What of a Klaviyo account can be set up through its API. Every call throws KlaviyoSetupError. */
export interface AccountSetup {
  account(): Promise<KlaviyoAccount>;
  readonly templates: ReturnType<typeof templatesOf>;
  readonly flows: ReturnType<typeof flowsOf>;
  readonly tags: ReturnType<typeof tagsOf>;
  readonly metrics: ReturnType<typeof metricsOf>;
  /** Makes metrics by one event each, which triggers no flow. Klaviyo shows them a little later. */
  seedMetrics(email: string, events: readonly SeedEvent[]): Promise<void>;
}

export function createAccountSetup(parts: {
  readonly transport: Transport;
  readonly privateKey: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}): AccountSetup {
  const ask = createAsk(parts);
  return {
    async account() {
      const about = { scopes: ["accounts:read"], what: "read the account", pace: PACES.xs, repeatable: true };
      const request = { ...about, method: "GET", path: "/api/accounts", endpoint: "GET /api/accounts" } as const;
      return accountOf(await ask.read(request, accountsDocument));
    },
    templates: templatesOf(ask),
    flows: flowsOf(ask),
    tags: tagsOf(ask),
    metrics: metricsOf(ask),
    seedMetrics: (email, events) => seedMetrics(ask, email, events),
  };
}
