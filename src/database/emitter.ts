export interface Emitter {
  listen(channel: string, listener: (payload: string | null) => void): () => void;
  notify(channel: string, payload: string | null): void;
}

/** Notifications within this process. Listeners are called after the notifier's own work, never inside it. */
export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<(payload: string | null) => void>>();
  return {
    listen: (channel, listener) => {
      const ofChannel = listeners.get(channel) ?? new Set();
      // A wrapper of its own, so that a function that listens twice also stops twice.
      const entry = (payload: string | null) => listener(payload);
      listeners.set(channel, ofChannel.add(entry));
      return () => {
        ofChannel.delete(entry);
      };
    },
    notify: (channel, payload) => {
      for (const listener of listeners.get(channel) ?? []) queueMicrotask(() => listener(payload));
    },
  };
}
