import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../../src/clock.ts";
import type { Change } from "../instance/instance.ts";
import { formatTime } from "../schema/time.ts";
import { signWebhook } from "./sign-webhook.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

/** One call and what became of it. */
export interface WebhookCall {
  readonly at: number;
  readonly body: string;
  readonly signature: string;
  /** Of each attempt; null when there was no answer. Empty when the call was lost. */
  readonly statuses: readonly (number | null)[];
}

export interface WebhookSender {
  /** A change that is told in the next call. */
  note(change: Change): void;
  configure(settings: WebhookSettings | null): void;
  /** Resolves when all that was noted has been sent, or given up. */
  settled(): Promise<void>;
  /** The newest 1,000, oldest first. */
  calls(): readonly WebhookCall[];
}

const KEPT_CALLS = 1_000;
const OBJECT_TYPES: Readonly<Record<string, string>> = {
  Order: "order",
  Shipment: "shipment",
  Customer: "customer",
  Return: "return",
};

/**
 * Sends webhooks of version "Integration API": types and ids, no data; a form with one field `payload`. They come without any promise:
 * after the retries a call is given up and the next one is made.
 */
export function createWebhookSender(parts: {
  readonly settings: WebhookSettings | null;
  readonly random: () => number;
  readonly clock: Clock;
}): WebhookSender {
  const { random, clock } = parts;
  let settings = parts.settings;
  let waiting: object[] = [];
  let sending: Promise<void> = Promise.resolve();
  let isScheduled = false;
  const calls: WebhookCall[] = [];

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    sending = sending.then(async () => {
      await nextTurn();
      isScheduled = false;
      await sendWaiting();
    });
  }

  async function sendWaiting(): Promise<void> {
    const current = settings;
    const events = waiting;
    waiting = [];
    if (current === null) return;
    const size = current.maxEventsPerCall ?? 100;
    const bodies: string[] = [];
    for (let start = 0; start < events.length; start += size) {
      const payload = new URLSearchParams({ payload: JSON.stringify({ events: events.slice(start, start + size) }) });
      bodies.push(payload.toString());
      if (random() < (current.doubled ?? 0)) bodies.push(payload.toString());
    }
    for (let index = 0; index + 1 < bodies.length; index += 1) {
      if (random() < (current.reordered ?? 0)) bodies.splice(index, 2, bodies[index + 1] ?? "", bodies[index] ?? "");
    }
    for (const body of bodies) await call(current, body);
  }

  async function call(current: WebhookSettings, body: string): Promise<void> {
    const at = clock.now();
    const signature = signWebhook(current.secret, body, Math.floor(at / 1_000));
    const statuses: (number | null)[] = [];
    const isLost = random() < (current.lost ?? 0);
    for (let attempt = 0; !isLost && attempt <= (current.retries ?? 0); attempt += 1) {
      if (attempt > 0) await clock.sleep(1_000 * 2 ** (attempt - 1));
      const status = await post(current, body, signature);
      statuses.push(status);
      if (status !== null && status >= 200 && status < 300) break;
    }
    calls.push({ at, body, signature, statuses });
    if (calls.length > KEPT_CALLS) calls.shift();
  }

  return {
    note(change) {
      const type = OBJECT_TYPES[change.objectType];
      if (settings === null || type === undefined) return;
      waiting.push({ type, action: change.action ?? actionOf(change), date: dateOf(change.at), id: change.reference });
      schedule();
    },
    configure(given) {
      settings = given;
    },
    async settled() {
      for (let seen: Promise<void> | null = null; seen !== sending; ) {
        seen = sending;
        await seen;
      }
    },
    calls: () => [...calls],
  };
}

async function post(settings: WebhookSettings, body: string, signature: string): Promise<number | null> {
  try {
    const answer = await fetch(settings.url, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded", "x-centra-signature": signature },
      signal: AbortSignal.timeout((settings.timeoutSeconds ?? 5) * 1_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}

/** The actions are not published; these were seen. */
function actionOf({ changeType }: Change): string {
  return changeType === "CREATED" ? "create" : "update";
}

/** `2021-01-29 14:40:58.628033`, without a zone. */
function dateOf(atMs: number): string {
  return `${formatTime(atMs, "Y-m-d H:i:s")}.${String(atMs % 1_000).padStart(3, "0")}000`;
}
