import type { IdMaker } from "./id-maker.ts";

export interface ProfileList {
  readonly id: string;
  readonly name: string;
  readonly optInProcess: "double_opt_in" | "single_opt_in";
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
}

export interface Lists {
  create(name: string, optInProcess: ProfileList["optInProcess"], nowMs: number): ProfileList;
  find(id: string): ProfileList | undefined;
  all(): readonly ProfileList[];
}

export function createLists(ids: IdMaker): Lists {
  const byId = new Map<string, ProfileList>();
  return {
    create(name, optInProcess, nowMs) {
      const list = { id: ids.shortId(), name, optInProcess, created: nowMs, updated: nowMs };
      byId.set(list.id, list);
      return list;
    },
    find: (id) => byId.get(id),
    all: () => [...byId.values()],
  };
}
