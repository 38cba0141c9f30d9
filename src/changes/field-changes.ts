import { isDeepStrictEqual } from "node:util";
import type { FieldChange } from "./change.ts";

/** What differs between two states of a thing, field by field; what is absent is null. Pure. */
export function fieldChanges(before: object, after: object, prefix = ""): FieldChange[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ field: prefix + name, before: was.get(name) ?? null, after: is.get(name) ?? null }))
    .filter((one) => !isDeepStrictEqual(one.before, one.after));
}

/** A credential was replaced: that much is told, and nothing of it. */
export function credentialChange(field: string): FieldChange {
  return { field, before: null, after: null };
}
