import type { EndpointLimits } from "../access/rate-limits.ts";
import { createEndpointWindows, type EndpointWindows } from "../access/rate-windows.ts";
import type { RenderText } from "../flows/render-text.ts";
import { createFlowRunner, type FlowRunner } from "../flows/runner.ts";
import { createMailSender } from "../flows/send-mail.ts";
import type { SandboxAccount } from "../options.ts";
import { createFlows, type Flows } from "./flows.ts";
import { createIdMaker } from "./id-maker.ts";
import { createIngestion, type Ingestion } from "./ingestion.ts";
import { createLists, type Lists } from "./lists.ts";
import { createMails, type Mails } from "./mails.ts";
import { createMappedMetrics, type MappedMetrics } from "./mapped-metrics.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createProfiles, type Profiles } from "./profiles.ts";
import { createTags, type Tags } from "./tags.ts";
import { createTemplates, type Templates } from "./templates.ts";

/** Everything that one Klaviyo account holds. */
export interface Account {
  readonly id: string;
  readonly settings: SandboxAccount;
  readonly profiles: Profiles;
  readonly metrics: Metrics;
  readonly mappedMetrics: MappedMetrics;
  readonly lists: Lists;
  readonly tags: Tags;
  readonly templates: Templates;
  readonly flows: Flows;
  readonly flowRunner: FlowRunner;
  readonly mails: Mails;
  readonly ingestion: Ingestion;
  /** By endpoint (`METHOD /path/{id}`). */
  readonly windows: Map<string, EndpointWindows>;
}

export function createAccount(
  settings: SandboxAccount,
  options: {
    readonly delayMs: number;
    readonly keepEverything: boolean;
    readonly keepProperties?: readonly string[] | undefined;
    readonly render: RenderText;
  },
): Account {
  const ids = createIdMaker();
  const profiles = createProfiles(ids);
  const metrics = createMetrics(ids);
  const templates = createTemplates(ids);
  const flows = createFlows(ids);
  const mails = createMails();
  const flowRunner = createFlowRunner({
    flows,
    profiles,
    countEvents: (profileId) => (metricId, sinceMs) =>
      ingestion.events.filter(
        (event) =>
          event.profileId === profileId &&
          event.metricId === metricId &&
          (sinceMs === null || event.processedAt > sinceMs),
      ).length,
    send: createMailSender({ settings, metrics, templates, mails, ids, render: options.render }),
  });
  const ingestion: Ingestion = createIngestion({
    ...options,
    profiles,
    metrics,
    ids,
    onRecorded: (event) => flowRunner.recorded(event),
  });
  return {
    id: settings.id,
    settings,
    profiles,
    metrics,
    mappedMetrics: createMappedMetrics(),
    lists: createLists(ids),
    tags: createTags(),
    templates,
    flows,
    flowRunner,
    mails,
    ingestion,
    windows: new Map(),
  };
}

/** Processes all that is due: events first, then who waits in a flow. */
export function settleAccount(account: Account, nowMs: number): void {
  account.ingestion.settle(nowMs);
  account.flowRunner.settle(nowMs);
}

/** The windows of an endpoint on the account, opened at its first request. */
export function windowsOf(account: Account, endpoint: string, limits: () => EndpointLimits): EndpointWindows {
  const known = account.windows.get(endpoint);
  if (known !== undefined) return known;
  const windows = createEndpointWindows(limits());
  account.windows.set(endpoint, windows);
  return windows;
}
