import { randomUUID } from "node:crypto";

export interface Tag {
  /** A UUID, unlike most of Klaviyo's ids. */
  readonly id: string;
  readonly name: string;
  readonly flowIds: Set<string>;
}

/** "An account cannot have more than 500 unique tags" (Create Tag). */
export const TAGS_MAX = 500;

export interface Tags {
  /** The group that every account has; tags without a group of their own are in it. */
  readonly defaultGroupId: string;
  create(name: string): Tag;
  find(id: string): Tag | undefined;
  findByName(name: string): Tag | undefined;
  all(): readonly Tag[];
  ofFlow(flowId: string): readonly Tag[];
}

export function createTags(): Tags {
  const byId = new Map<string, Tag>();
  const all = () => [...byId.values()];
  return {
    defaultGroupId: randomUUID(),
    create(name) {
      const tag = { id: randomUUID(), name, flowIds: new Set<string>() };
      byId.set(tag.id, tag);
      return tag;
    },
    find: (id) => byId.get(id),
    findByName: (name) => all().find((tag) => tag.name === name),
    all,
    ofFlow: (flowId) => all().filter((tag) => tag.flowIds.has(flowId)),
  };
}
