import { type Clock, systemClock } from "../../src/clock.ts";
import { createKeys, type Keys } from "./access/keys.ts";
import { limitsOf } from "./access/rate-limits.ts";
import type { EndpointWindows } from "./access/rate-windows.ts";
import { realLimitsOf } from "./api/routes.ts";
import { createFaultRules, type FaultRules } from "./faults/fault-rules.ts";
import { createScripts, type Scripts } from "./faults/scripts.ts";
import { type RenderText, renderText } from "./flows/render-text.ts";
import { type AttemptLog, createAttemptLog } from "./inspection/attempts.ts";
import { createRequestLog, type RequestLog } from "./inspection/request-log.ts";
import { createOpenApiCheck, type OpenApiCheck } from "./openapi/openapi-check.ts";
import { DEMO_ACCOUNT, type SandboxOptions } from "./options.ts";
import { type Account, createAccount, windowsOf } from "./store/account.ts";

/** Everything that the sandbox knows. It outlives a stop and start of the server. */
export interface SandboxState {
  readonly clock: Clock;
  readonly keepEverything: boolean;
  /** Klaviyo's template language. */
  readonly render: RenderText;
  readonly checksProperties: boolean;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly keys: Keys;
  readonly faults: FaultRules;
  readonly scripts: Scripts;
  readonly log: RequestLog;
  /** Null with retention `counts`. */
  readonly attempts: AttemptLog | null;
  readonly openApi: OpenApiCheck | null;
  /** While true every API request gets 503. */
  readonly paused: boolean;
  setPaused(paused: boolean): void;
  /** The rate windows of an endpoint on an account, under the option `limits`. Throws for an unknown endpoint. */
  windows(account: Account, endpoint: string): EndpointWindows;
  /** Back to the beginning: no events, no faults, keys as given. */
  reset(): void;
}

export function createState(options: SandboxOptions): SandboxState {
  const accounts = options.accounts ?? [DEMO_ACCOUNT];
  const keepEverything = options.retention !== "counts";
  const limits = options.limits ?? "real";
  const openApi = options.validateOpenApi === undefined ? null : createOpenApiCheck(options.validateOpenApi);

  const begin = () => ({
    accounts: new Map(
      accounts.map((account) => [
        account.id,
        createAccount(account, {
          delayMs: options.ingestionDelayMs ?? 1_500,
          keepEverything,
          keepProperties: options.keepProperties,
          render: renderText,
        }),
      ]),
    ),
    keys: createKeys(accounts),
    faults: createFaultRules(options.random ?? Math.random),
    scripts: createScripts(),
    log: createRequestLog(keepEverything ? (options.keepRequests ?? 10_000) : 0),
    attempts: keepEverything ? createAttemptLog() : null,
    paused: false,
  });
  let current = begin();

  return {
    clock: options.clock ?? systemClock,
    keepEverything,
    render: renderText,
    checksProperties: options.checkProperties ?? true,
    openApi,
    get accounts() {
      return current.accounts;
    },
    get keys() {
      return current.keys;
    },
    get faults() {
      return current.faults;
    },
    get scripts() {
      return current.scripts;
    },
    get log() {
      return current.log;
    },
    get attempts() {
      return current.attempts;
    },
    get paused() {
      return current.paused;
    },
    setPaused(paused) {
      current.paused = paused;
    },
    windows(account, endpoint) {
      const real = realLimitsOf(endpoint);
      if (real === undefined)
        throw new Error(`The sandbox has no endpoint "${endpoint}". Name it as "POST /api/events".`);
      return windowsOf(account, endpoint, () => limitsOf(endpoint, real, limits));
    },
    reset() {
      current = begin();
      openApi?.clear();
    },
  };
}
