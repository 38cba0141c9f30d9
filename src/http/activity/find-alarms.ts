import type { CentraState } from "../../centra/connection/connection-state.ts";
import type { AccountHealth } from "../../outbox/account-health.ts";
import type { QueuedPlugin, QueueLength } from "../../outbox/queue-reader.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";

export interface Alarm {
  /** Stable. */
  readonly code: string;
  /** error: events do not get through. warning: they do, and something wants a look. */
  readonly level: "error" | "warning";
  readonly pluginId: string;
  /** What happened. */
  readonly message: string;
  readonly whatToDo: string;
  /** Milliseconds since the epoch; null when it is not known. */
  readonly since: number | null;
  /** Where in the web app it is mended. */
  readonly mendAt: "settings" | "centra" | "dead" | "held" | "nowhere";
}

export interface PluginState {
  readonly plugin: StorePlugin;
  readonly queued: QueuedPlugin | undefined;
  readonly lengths: readonly QueueLength[];
  readonly held: number;
  readonly health: AccountHealth | undefined;
  readonly centra: CentraState | null;
}

const EXPIRES_SOON_MS = 14 * 86_400_000;
const WAITS_LONG_MS = 5 * 60_000;

/** Everything of a plugin that wants a person, what hinders most first. Pure. `now`: milliseconds since the epoch. */
export function findAlarms(state: PluginState, now: number): Alarm[] {
  const found = [
    ...(state.plugin.status === "active" ? [...deliveryAlarms(state, now), ...centraAlarms(state.centra, now)] : []),
    ...leftoverAlarms(state),
  ];
  const ordered = [
    ...found.filter(({ level }) => level === "error"),
    ...found.filter(({ level }) => level === "warning"),
  ];
  return ordered.map((alarm) => ({ ...alarm, pluginId: state.plugin.id }));
}

type Found = Omit<Alarm, "pluginId">;

function deliveryAlarms({ plugin, queued, lengths, health }: PluginState, now: number): Found[] {
  if (plugin.apiKey === "" || !plugin.hasPrivateKey)
    return [
      {
        ...{ code: "klaviyo_key_not_set", level: "error", since: null, mendAt: "settings" },
        message: "The plugin has no keys for Klaviyo, so nothing is sent.",
        whatToDo: "Create a private key in Klaviyo, Settings > API keys, and enter it together with the public one.",
      },
    ];
  if (plugin.alarm !== null) {
    const { code, message, since } = plugin.alarm;
    const [what, whatToDo] = splitFirstSentence(message);
    return [{ code, level: "error", message: what, whatToDo, since, mendAt: "settings" }];
  }
  if (queued?.isDriven === false)
    return [
      {
        ...{ code: "no_worker", level: "error", since: null, mendAt: "nowhere" },
        message: "No worker drives the plugin's Klaviyo account, so its events wait.",
        whatToDo:
          "Start `centra-klaviyo worker` on this database. After a restart it takes some seconds until an account is taken.",
      },
    ];
  return [...endpointAlarms(health), ...waitingAlarms(lengths, now)];
}

function endpointAlarms(health: AccountHealth | undefined): Found[] {
  const isUnwell = health !== undefined && (health.single.state === "open" || health.bulk.state === "open");
  if (!isUnwell) return [];
  return [
    {
      ...{ code: "klaviyo_unavailable", level: "error", since: null, mendAt: "nowhere" },
      message: "Klaviyo does not answer as it should, so events wait.",
      whatToDo:
        "Nothing is lost, and sending goes on by itself. See status.klaviyo.com, and this machine's way to the internet.",
    },
  ];
}

function waitingAlarms(lengths: readonly QueueLength[], now: number): Found[] {
  const live = lengths.find(({ lane }) => lane === "live");
  if (live === undefined || live.oldestReceivedAt === null || now - live.oldestReceivedAt < WAITS_LONG_MS) return [];
  return [
    {
      ...{ code: "live_waits", level: "warning", since: live.oldestReceivedAt, mendAt: "nowhere" },
      message: `${live.pending} live ${live.pending === 1 ? "event waits" : "events wait"}, the oldest for more than five minutes.`,
      whatToDo: "Look at what Klaviyo answered to the oldest one. They are sent by themselves, oldest first.",
    },
  ];
}

function centraAlarms(centra: CentraState | null, now: number): Found[] {
  if (centra === null) return [];
  const { tokenExpiresAt, eventSystem, problem } = centra;
  const found: Found[] = [];
  if (problem !== null) {
    const [message, whatToDo] = splitFirstSentence(problem.message);
    found.push({
      code: `centra_${problem.code}`,
      level: "error",
      message,
      whatToDo,
      since: problem.firstSeenAt,
      mendAt: "centra",
    });
  }
  if (tokenExpiresAt !== null && tokenExpiresAt - now <= EXPIRES_SOON_MS) {
    const hasExpired = tokenExpiresAt <= now;
    const date = new Date(tokenExpiresAt).toISOString().slice(0, 10);
    found.push({
      ...{ code: hasExpired ? "centra_token_expired" : "centra_token_expires", mendAt: "centra" },
      ...{ level: hasExpired ? "error" : "warning", since: hasExpired ? tokenExpiresAt : null },
      message: hasExpired ? `Centra's token expired on ${date}.` : `Centra's token expires on ${date}.`,
      whatToDo: "Make a new Integration API token of the same integration in Centra (System, API Tokens) and enter it.",
    });
  }
  if (eventSystem?.isOn === false)
    found.push({
      ...{ code: "centra_event_system_off", level: "warning", since: null, mendAt: "centra" },
      message: `Centra's event system cannot be used (${eventSystem.reason}), so changes are polled for and arrive later.`,
      whatToDo:
        "Ask Centra to enable the event system, and give the token an integration name, Event:read and Event:write.",
    });
  return found;
}

function leftoverAlarms({ lengths, held }: PluginState): Found[] {
  const dead = lengths.reduce((sum, length) => sum + length.dead, 0);
  const found: Found[] = [];
  if (dead > 0)
    found.push({
      ...{ code: "dead_letters", level: "warning", since: null, mendAt: "dead" },
      message: dead === 1 ? "Klaviyo refused one event." : `Klaviyo refused ${dead} events.`,
      whatToDo: "Read Klaviyo's reason, mend its cause, and send them again.",
    });
  if (held > 0)
    found.push({
      ...{ code: "held_events", level: "warning", since: null, mendAt: "held" },
      message: held === 1 ? "One event waits for a setting." : `${held} events wait for a setting.`,
      whatToDo:
        "Read what is missing, for example an exchange rate, and enter it in the settings. They go out by themselves then.",
    });
  return found;
}

/** Alarms are stored as one text: first what happened, then what to do. */
function splitFirstSentence(text: string): [string, string] {
  const end = text.search(/\.\s/);
  return end === -1 ? [text, ""] : [text.slice(0, end + 1), text.slice(end + 1).trim()];
}
