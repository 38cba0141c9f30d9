import type { IdMaker } from "./id-maker.ts";

export interface Template {
  readonly id: string;
  name: string;
  readonly editorType: "CODE" | "USER_DRAGGABLE";
  html: string;
  text: string | null;
  amp: string | null;
  /** Milliseconds since the epoch. */
  readonly created: number;
  updated: number;
  /**
   * A copy that a flow's e-mail made of a template when it was given it. It has an id of its own, can be read through the e-mail alone, and
   * does not follow its original.
   */
  readonly isCopy: boolean;
}

export type TemplateContent = Pick<Template, "name" | "editorType" | "html" | "text" | "amp">;

/** "If there are 1,000 or more templates in an account, creation will fail" (OpenAPI, Create Template). */
export const TEMPLATES_MAX = 1_000;

export interface Templates {
  /** Null when the account is full. */
  create(content: TemplateContent, nowMs: number): Template | null;
  /** What a flow's e-mail makes of a template; it does not count against the limit. */
  copy(template: Template, nowMs: number): Template;
  find(id: string): Template | undefined;
  findCopy(id: string): Template | undefined;
  all(): readonly Template[];
  remove(id: string): boolean;
  removeCopy(id: string): void;
}

export function createTemplates(ids: IdMaker): Templates {
  const byId = new Map<string, Template>();
  const copies = new Map<string, Template>();
  return {
    create(content, nowMs) {
      if (byId.size >= TEMPLATES_MAX) return null;
      const template = { ...content, id: ids.shortId(), created: nowMs, updated: nowMs, isCopy: false };
      byId.set(template.id, template);
      return template;
    },
    copy(template, nowMs) {
      const copy = { ...template, id: ids.shortId(), created: nowMs, updated: nowMs, isCopy: true };
      copies.set(copy.id, copy);
      return copy;
    },
    find: (id) => byId.get(id),
    findCopy: (id) => copies.get(id),
    all: () => [...byId.values()],
    remove: (id) => byId.delete(id),
    removeCopy: (id) => void copies.delete(id),
  };
}
