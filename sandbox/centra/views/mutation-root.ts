import type { ListenerInput } from "../events/event-queues.ts";
import type { RequestContext } from "../graphql/context.ts";
import { listenerViews, requireEventSystem } from "./events.ts";

interface ListenersArgument {
  readonly input: readonly ListenerInput[];
}

function listenersPayload({ state, token }: RequestContext) {
  return { eventListeners: listenerViews(state.queues, token.integration), userErrors: [], userWarnings: [] };
}

/** The fields of `Mutation`. */
export const mutationRoot = {
  setEventListeners({ input }: ListenersArgument, context: RequestContext) {
    requireEventSystem(context.state.eventSystem);
    context.state.queues.setListeners(context.token.integration, input, context.nowMs);
    return listenersPayload(context);
  },
  unsetEventListeners({ input }: ListenersArgument, context: RequestContext) {
    requireEventSystem(context.state.eventSystem);
    context.state.queues.unsetListeners(context.token.integration, input, context.nowMs);
    return listenersPayload(context);
  },
  confirmEvents(
    { input }: { readonly input: { readonly eventsIds: readonly number[] } },
    { state, token }: RequestContext,
  ) {
    requireEventSystem(state.eventSystem);
    const unknown = state.queues.confirm(token.integration, input.eventsIds);
    return {
      userErrors: [],
      userWarnings: unknown.map((id) => ({
        message: `Event ${id} is not in the queue.`,
        path: ["input", "eventsIds"],
      })),
    };
  },
};
