import type { EndpointLimits } from "../access/rate-limits.ts";
import { createEndpointWindows, type EndpointWindows } from "../access/rate-windows.ts";
import type { SandboxAccount } from "../options.ts";
import { createIdMaker } from "./id-maker.ts";
import { createIngestion, type Ingestion } from "./ingestion.ts";
import { createLists, type Lists } from "./lists.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createProfiles, type Profiles } from "./profiles.ts";

/** Everything that one Klaviyo account holds. */
export interface Account {
  readonly id: string;
  readonly settings: SandboxAccount;
  readonly profiles: Profiles;
  readonly metrics: Metrics;
  readonly lists: Lists;
  readonly ingestion: Ingestion;
  /** By endpoint (`METHOD /path/{id}`). */
  readonly windows: Map<string, EndpointWindows>;
}

export function createAccount(
  settings: SandboxAccount,
  options: { readonly delayMs: number; readonly keepEverything: boolean },
): Account {
  const ids = createIdMaker();
  const profiles = createProfiles(ids);
  const metrics = createMetrics(ids);
  return {
    id: settings.id,
    settings,
    profiles,
    metrics,
    lists: createLists(ids),
    ingestion: createIngestion({ ...options, profiles, metrics, ids }),
    windows: new Map(),
  };
}

/** The windows of an endpoint on the account, opened at its first request. */
export function windowsOf(account: Account, endpoint: string, limits: () => EndpointLimits): EndpointWindows {
  const known = account.windows.get(endpoint);
  if (known !== undefined) return known;
  const windows = createEndpointWindows(limits());
  account.windows.set(endpoint, windows);
  return windows;
}
