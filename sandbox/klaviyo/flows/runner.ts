import type { StoredEvent } from "../store/events.ts";
import type { Flow, FlowAction, Flows } from "../store/flows.ts";
import type { Profile, Profiles } from "../store/profiles.ts";
import { type CountEvents, passes } from "./conditions.ts";

/** One person on the way through a flow, waiting at an action. */
interface Waiting {
  readonly flowId: string;
  readonly actionId: string;
  readonly event: StoredEvent;
  readonly enteredAt: number;
  readonly dueAt: number;
}

export interface FlowRunner {
  /** An event was recorded: it starts the live flows of its metric, unless it is marked `backfill`. */
  recorded(event: StoredEvent): void;
  /** Lets those go on whose delay is over. Whoever reads calls this first, as with the ingestion. */
  settle(nowMs: number): void;
  /** As if all delays were over; for a person who does not want to wait. */
  hurry(): void;
  readonly waiting: number;
}

const DELAY_UNITS_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

export function createFlowRunner(parts: {
  readonly flows: Flows;
  readonly profiles: Profiles;
  readonly countEvents: (profileId: string) => CountEvents;
  readonly send: (flow: Flow, action: FlowAction, event: StoredEvent, profile: Profile, atMs: number) => void;
}): FlowRunner {
  const { flows, profiles, countEvents, send } = parts;
  let waiting: Waiting[] = [];

  function walk(flow: Flow, from: string | null, event: StoredEvent, enteredAt: number, nowMs: number): void {
    const profile = profiles.find(event.profileId);
    let actionId = from;
    while (profile !== undefined && actionId) {
      const action = flow.actions.find(({ id }) => id === actionId);
      if (action === undefined) return;
      const entered = { atMs: enteredAt, count: countEvents(profile.id) };
      if (!passes(flow.profileFilter, profile, entered)) return;
      const { definition } = action;
      switch (definition.type) {
        case "conditional-split": {
          const holds = passes(definition.data?.profile_filter, profile, entered);
          actionId = (holds ? definition.links?.next_if_true : definition.links?.next_if_false) ?? null;
          break;
        }
        case "time-delay": {
          const next = definition.links?.next ?? null;
          if (next === null) return;
          const dueAt = nowMs + definition.data.value * DELAY_UNITS_MS[definition.data.unit];
          waiting.push({ flowId: flow.id, actionId: next, event, enteredAt, dueAt });
          return;
        }
        case "send-email":
          if (
            definition.data?.status === "live" &&
            passes(definition.data.message?.additional_filters, profile, entered)
          ) {
            send(flow, action, event, profile, nowMs);
          }
          actionId = definition.links?.next ?? null;
          break;
      }
    }
  }

  function letGo(isDue: (one: Waiting) => boolean): void {
    while (waiting.some(isDue)) {
      const due = waiting.filter(isDue).toSorted((one, other) => one.dueAt - other.dueAt);
      waiting = waiting.filter((one) => !isDue(one));
      for (const { flowId, actionId, event, enteredAt, dueAt } of due) {
        const flow = flows.find(flowId);
        if (flow?.status === "live" && !flow.archived) walk(flow, actionId, event, enteredAt, dueAt);
      }
    }
  }

  return {
    recorded(event) {
      if (event.backfill) return;
      for (const flow of flows.startedBy(event.metricId)) {
        walk(flow, flow.entryActionId, event, event.processedAt, event.processedAt);
      }
    },
    settle: (nowMs) => letGo(({ dueAt }) => dueAt <= nowMs),
    hurry: () => letGo(() => true),
    get waiting() {
      return waiting.length;
    },
  };
}
