import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Database } from "../../database/database.ts";
import { createAccountSetup } from "../../klaviyo/setup/account-setup.ts";
import { KlaviyoSetupError } from "../../klaviyo/setup/errors.ts";
import { createTransport, DEFAULT_TRANSPORT, type TransportSettings } from "../../klaviyo/transport.ts";
import type { Logger } from "../../observability/logger.ts";
import { PluginNotFoundError } from "../../plugins/errors.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { createEditedTexts } from "../edited-texts/edited-texts.ts";
import type { EmailMetric } from "../templates/email-metrics.ts";
import type { EmailLanguage, Texts } from "../texts/texts.ts";
import { chooseLanguages } from "./choose-languages.ts";
import { ProvisioningError } from "./errors.ts";
import { type PlanReport, reportPlan } from "./plan-report.ts";
import { type ProvisionParts, planAccount, provisionAccount } from "./provision-account.ts";
import { createProvisionedStore } from "./provisioned-store.ts";
import { createRunStore, FIRST_PROGRESS, type ProvisioningRun, type RunProgress } from "./run-store.ts";
import { mailKey, USUAL_METRICS, wantedObjects } from "./wanted.ts";

export interface ProvisioningRequest {
  /** Two letters each, the fall-back first; empty: the plugin's languages. */
  readonly languages: readonly string[];
  /** Empty: all but Shipping Update and those that are switched off in the plugin's settings. */
  readonly metrics: readonly EmailMetric[];
  /** Also what a person changed in Klaviyo is written anew. */
  readonly force: boolean;
  /** Whose profile gets the events that make the metrics; empty: the account's own sender. */
  readonly seedEmail: string;
  /** A key with more scopes than the plugin's own, for this run alone; it is kept nowhere. Null: the plugin's. */
  readonly privateKey: string | null;
}

/** Templates and flows of a plugin's mails in its Klaviyo account. Throws KlaviyoSetupError, ProvisioningError, PluginNotFoundError. */
export interface Provisioning {
  plan(pluginId: string, request: ProvisioningRequest): Promise<PlanReport>;
  /** Begins a run and answers at once; `lastRun` tells how far it is. */
  apply(pluginId: string, request: ProvisioningRequest): Promise<ProvisioningRun>;
  lastRun(pluginId: string): Promise<ProvisioningRun | null>;
  /** Pauses what runs; it can be applied again. */
  stop(): Promise<void>;
}

export function createProvisioning(parts: {
  readonly database: Database;
  readonly plugins: PluginStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transport: Partial<TransportSettings>;
}): Provisioning {
  const { plugins, clock, logger } = parts;
  const store = createProvisionedStore(parts);
  const runs = createRunStore(parts);
  const edited = createEditedTexts(parts);
  const transport = createTransport({ ...DEFAULT_TRANSPORT, connections: 8, ...parts.transport });
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function prepare(pluginId: string, request: ProvisioningRequest): Promise<ProvisionParts> {
    const plugin = await plugins.find(pluginId);
    if (plugin === null) throw new PluginNotFoundError(pluginId);
    const privateKey = request.privateKey ?? (await plugins.privateKey(pluginId));
    if (privateKey === null || plugin.apiKey === "") {
      throw new ProvisioningError("key_unset", `The plugin ${pluginId} has no Klaviyo keys yet. Enter them first.`);
    }
    const { branding, languages: ofPlugin, disabledMetrics } = plugin.settings;
    const { languages, unwritten } = chooseLanguages(request.languages, ofPlugin);
    const usual = USUAL_METRICS.filter((metric) => !disabledMetrics.includes(metric));
    const metrics = request.metrics.length > 0 ? request.metrics : usual;
    const texts = await readTexts(pluginId, metrics, languages);
    return {
      setup: createAccountSetup({ transport, privateKey, clock, signal: stopping.signal }),
      store,
      clock,
      wanted: wantedObjects({ pluginId, branding, languages, metrics, texts }),
      accountId: plugin.apiKey,
      force: request.force,
      unwritten,
      seedEmail: request.seedEmail,
      signal: stopping.signal,
    };
  }

  async function readTexts(pluginId: string, metrics: readonly EmailMetric[], languages: readonly EmailLanguage[]) {
    const own = new Map<string, Partial<Texts>>();
    for (const metric of metrics) {
      for (const language of languages)
        own.set(mailKey(metric, language), await edited.read({ pluginId, metric, language }));
    }
    return (metric: EmailMetric, language: EmailLanguage) => own.get(mailKey(metric, language));
  }

  /** Never rejects: how it ended is kept with the run. */
  async function run(pluginId: string, runId: string, prepared: ProvisionParts): Promise<void> {
    let progress: RunProgress = FIRST_PROGRESS;
    const onProgress: ProvisionParts["onProgress"] = async (now) => {
      // Reading once more at the end is no step.
      progress = now.total === 0 ? { ...progress, what: now.what } : { ...progress, ...now };
      await runs.note(pluginId, runId, progress);
    };
    try {
      const { kept, notices } = await provisionAccount({ ...prepared, onProgress });
      const isStopped = stopping.signal.aborted;
      const problem = isStopped
        ? { code: "stopped", message: "The service was stopped. Apply again: it goes on from there." }
        : null;
      await runs.end(pluginId, runId, isStopped ? "paused" : "done", {
        ...progress,
        what: isStopped ? progress.what : "done",
        done: isStopped ? progress.done : progress.total,
        kept: [...kept],
        notices: [...notices],
        problem,
      });
    } catch (error) {
      await runs.end(pluginId, runId, ...endOf(error, progress, clock.now()));
      const isKnown = error instanceof KlaviyoSetupError || error instanceof ProvisioningError;
      logger.warn(
        { plugin: pluginId, code: isKnown ? error.code : "bug", ...(isKnown ? {} : { err: error }) },
        "setting up mails ended early",
      );
    }
  }

  return {
    async plan(pluginId, request) {
      const prepared = await prepare(pluginId, request);
      const { plan, found } = await planAccount(prepared);
      return reportPlan(prepared.wanted, plan, found, await store.list(pluginId, prepared.accountId));
    },
    async apply(pluginId, request) {
      const prepared = await prepare(pluginId, request);
      const runId = randomUUID();
      if (!(await runs.begin(pluginId, runId))) {
        throw new ProvisioningError("run_exists", `The mails of ${pluginId} are being set up already.`);
      }
      const work = run(pluginId, runId, prepared).finally(() => running.delete(work));
      running.add(work);
      const begun = await runs.find(pluginId);
      return begun ?? { id: runId, state: "running", startedAt: clock.now(), endedAt: null, ...FIRST_PROGRESS };
    },
    lastRun: (pluginId) => runs.find(pluginId),
    async stop() {
      stopping.abort();
      await Promise.all(running);
      await transport.close();
    },
  };
}

function endOf(error: unknown, progress: RunProgress, nowMs: number): ["failed" | "paused", RunProgress] {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof KlaviyoSetupError || error instanceof ProvisioningError ? error.code : "unexpected";
  const retryAfterMs = error instanceof KlaviyoSetupError ? error.retryAfterMs : null;
  const isPaused = code === "klaviyo_limit_reached" || code === "klaviyo_unreachable";
  const resumeAt = retryAfterMs === null ? null : nowMs + retryAfterMs;
  return [isPaused ? "paused" : "failed", { ...progress, problem: { code, message }, resumeAt }];
}
