import type { Clock } from "../../clock.ts";
import type { RateLimit } from "../api/rate-budget.ts";
import { missingPermissionIn } from "../api/read-answer.ts";
import type { SharedBudgets } from "../api/shared-budgets.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { CentraNotConnectedError } from "../connection/errors.ts";
import { expiryWarning, tokenExpiry } from "../connection/token-expiry.ts";
import { CentraFailure } from "../sync/failure.ts";
import { setListeners } from "../sync/gather-events.ts";
import type { ProblemStore } from "../sync/problem-store.ts";
import type { CentraQueue } from "../sync/queue.ts";
import { type CentraSession, openSession } from "../sync/session.ts";
import { PERMISSIONS } from "./permissions.ts";

export interface Finding {
  /** Stable. */
  readonly code: string;
  readonly level: "error" | "warning" | "ok";
  readonly message: string;
  readonly whatToDo: string;
}

export interface Examination {
  /** Nothing stands in the way; there may be warnings. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly limits: readonly RateLimit[];
  /** Milliseconds since the epoch; null when the token does not say. */
  readonly tokenExpiresAt: number | null;
  readonly queue: { readonly waiting: number; readonly oldestSeenAt: number | null };
}

/** Examines the connection of a plugin. Throws CentraNotConnectedError. */
export type Doctor = (pluginId: string) => Promise<Examination>;

const CLOCK_DIFFERENCE_MS = 60_000;

export function createDoctor(options: {
  readonly connections: ConnectionStore;
  readonly transport: CentraTransport;
  readonly budgets: SharedBudgets;
  readonly clock: Clock;
  readonly queue: CentraQueue;
  readonly problems: ProblemStore;
}): Doctor {
  const { connections, transport, budgets, clock, queue, problems } = options;
  return async (pluginId) => {
    const connection = await connections.find(pluginId);
    if (connection === null) throw new CentraNotConnectedError(pluginId);
    const { token } = await connections.credentials(pluginId);
    const tokenExpiresAt = tokenExpiry(token, connection.settings);
    const findings: Finding[] = expiryFindings(tokenExpiresAt, clock.now());
    let limits: readonly RateLimit[] = [];
    try {
      const session = await openSession({ transport, clock, connection, token, budget: budgets(connection.apiUrl) });
      findings.push({
        code: "reachable",
        level: "ok",
        message: `${connection.apiUrl} answers and takes the token.`,
        whatToDo: "",
      });
      limits = session.client.budget.limits();
      findings.push(...schemaFindings(session), ...clockFindings(session), ...limitFindings(limits));
      findings.push(...(await permissionFindings(session)), await eventFinding(session));
      findings.push(...deprecationFindings(session));
    } catch (error) {
      if (!(error instanceof CentraFailure)) throw error;
      findings.push(failureFinding(error));
    }
    if (!connection.hasWebhookSecret) findings.push(NO_WEBHOOKS);
    for (const { code, reference, message } of await problems.list(pluginId, 5))
      findings.push({
        code: `problem_${code}`,
        level: "warning",
        message: reference === "" ? message : `${reference}: ${message}`,
        whatToDo: "",
      });
    const waiting = await queue.size(pluginId);
    return { ok: findings.every(({ level }) => level !== "error"), findings, limits, tokenExpiresAt, queue: waiting };
  };
}

const NO_WEBHOOKS: Finding = {
  code: "no_webhook_secret",
  level: "warning",
  message: "No webhook secret is set, so changes are noticed at the next poll only.",
  whatToDo: "Set up the Centra Webhook plugin (docs/centra-setup.md) and enter its endpoint secret.",
};

function expiryFindings(expiresAt: number | null, now: number): Finding[] {
  const warning = expiryWarning(expiresAt, now);
  return warning === null ? [] : [{ ...warning, level: warning.code === "token_expired" ? "error" : "warning" }];
}

function schemaFindings({ questions }: CentraSession): Finding[] {
  return questions.lost.map(({ lost, missing }) => ({
    code: "field_missing",
    level: "warning",
    message: `This instance's schema lacks ${missing.join(" and ")}; what is lost: ${lost}.`,
    whatToDo: "Ask Centra for an update of the instance, or do without.",
  }));
}

function clockFindings({ client }: CentraSession): Finding[] {
  const difference = client.clockDifferenceMs();
  if (difference === null || Math.abs(difference) < CLOCK_DIFFERENCE_MS) return [];
  return [
    {
      code: "clock_difference",
      level: "warning",
      message: `This machine's clock and Centra's differ by ${Math.round(Math.abs(difference) / 1_000)} seconds.`,
      whatToDo: "Set this machine's clock by NTP; genuine webhooks may be refused as stale otherwise.",
    },
  ];
}

function limitFindings(limits: readonly RateLimit[]): Finding[] {
  return limits
    .filter(({ remaining, quota }) => remaining < quota * 0.2)
    .map(({ kind, intervalMs, remaining, quota }) => ({
      code: "limit_nearly_used",
      level: "warning",
      message: `${remaining} of ${quota} are left of ${kind} in ${intervalMs / 1_000} seconds.`,
      whatToDo: "Other integrations share these limits; slow them down, or ask Centra for a larger plan.",
    }));
}

/** Asks for a little of each; what Centra refuses names the permission. */
async function permissionFindings(session: CentraSession): Promise<Finding[]> {
  const missing = new Set<string>();
  const findings: Finding[] = [];
  for (const { name, probe } of PERMISSIONS) {
    const document = probe === "" ? null : session.questions.fit(probe);
    if (document === null) continue;
    const outcome = await session.client.ask({ name: `probe ${name}`, document });
    const words = outcome.kind === "answered" ? outcome.errors.map(({ message }) => message) : [outcome.detail];
    const named = words.flatMap((message) => missingPermissionIn(message) ?? []);
    for (const one of named) missing.add(one);
    if (outcome.kind === "failed" && named.length === 0)
      findings.push(failureFinding(new CentraFailure(name, outcome)));
  }
  if (missing.size === 0 && findings.length === 0) {
    const message = "No permission is missing, as far as what the shop holds so far can show.";
    return [{ code: "permissions", level: "ok", message, whatToDo: "" }];
  }
  for (const name of missing) {
    const known = PERMISSIONS.find((permission) => permission.name === name);
    findings.push({
      code: "permission_missing",
      level: known?.isOptional ? "warning" : "error",
      message: `The token lacks ${name}${known ? ` (${known.use})` : ""}.`,
      whatToDo: "Give it in Centra: System, API Tokens, the token, Permissions.",
    });
  }
  return findings;
}

async function eventFinding(session: CentraSession): Promise<Finding> {
  const events = await setListeners(session);
  if (events.isOn)
    return {
      code: "event_system",
      level: "ok",
      message: "The event system is on, and the listeners are set.",
      whatToDo: "",
    };
  return {
    code: "event_system_off",
    level: "warning",
    message: `The event system cannot be used (${events.reason}); changes are polled for.`,
    whatToDo:
      "Ask Centra to enable the event system, and give the token an integration name, Event:read and Event:write.",
  };
}

function deprecationFindings({ deprecations }: CentraSession): Finding[] {
  return [...deprecations].map((words) => ({
    code: "deprecated",
    level: "warning",
    message: `Centra will take away: ${words}`,
    whatToDo: "Update this software before that date.",
  }));
}

function failureFinding(failure: CentraFailure): Finding {
  return { code: failure.code, level: "error", message: failure.message, whatToDo: "" };
}
