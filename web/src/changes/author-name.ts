import type { PluginChanges } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

const words = texts.changes.authors;

/** Who made a change, in words. */
export function authorName({ kind, name }: PluginChanges["changes"][number]["author"]): string {
  switch (kind) {
    case "user":
      return name ?? words.gone;
    case "token":
      return words.token;
    case "service":
      return words.service;
  }
}
