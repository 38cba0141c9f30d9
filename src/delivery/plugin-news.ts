/**
 * Which plugins were changed and are not known anew to those who drive them: what is accepted after a change must not be sent as before it.
 *
 *     known ──note──► announced ──beginReading──► being read ──endReading──► known
 *
 * One that is announced again while it is being read stays unread. Others are not held up by it.
 */
export interface PluginNews {
  /** The plugin was changed; null: any may have been. */
  note(pluginId: string | null): void;
  isUnread(pluginId: string): boolean;
  /** What is asked for from now on has all that was announced. */
  beginReading(): void;
  /** It is known, or the reading failed: what was announced before it holds nothing up any more. Answers whether there was any such. */
  endReading(): boolean;
}

export function createPluginNews(): PluginNews {
  let announced = new Set<string | null>();
  let beingRead = new Set<string | null>();
  return {
    note(pluginId) {
      announced.add(pluginId);
    },
    isUnread: (pluginId) => [announced, beingRead].some((unread) => unread.has(pluginId) || unread.has(null)),
    beginReading() {
      beingRead = announced;
      announced = new Set();
    },
    endReading() {
      const hadNews = beingRead.size > 0;
      beingRead = new Set();
      return hadNews;
    },
  };
}
