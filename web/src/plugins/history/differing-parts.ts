import { isSame } from "../form/draft.ts";

/** Of two objects what differs, so that a long setting is not told as a whole; anything else as it is. */
export function differingParts(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (!isPlain(before) || !isPlain(after)) return [before, after];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.filter((name) => !isSame(before[name], after[name]));
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differing.flatMap((name) => (name in from ? [[name, from[name]]] : [])));
  return [pick(before), pick(after)];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
