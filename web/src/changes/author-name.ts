import type { PluginChanges } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

const words = texts.changes.authors;

type Author = PluginChanges["changes"][number]["author"];

/** The same at the beginning of a line; a person's name stays as it is. */
export function authorAtStart(author: Author): string {
  return author.name ?? texts.changes.atStart(authorName(author));
}

/** Who made a change, in words, within a sentence. */
export function authorName({ kind, name }: Author): string {
  switch (kind) {
    case "user":
      return name ?? words.gone;
    case "token":
      return words.token;
    case "service":
      return words.service;
  }
}
