import { changedFields, type Draft, type FieldName, fieldValue, isSame, takeField } from "../form/draft.ts";

/** What two people made of the same plugin. */
export interface MergeQuestion {
  /** Mine, with everything taken over that they alone have changed. */
  readonly merged: Draft;
  /** As they saved it. */
  readonly theirs: Draft;
  /** Both changed these, to different values: somebody has to choose. */
  readonly conflicts: readonly {
    readonly field: FieldName;
    readonly was: unknown;
    readonly mine: unknown;
    readonly theirs: unknown;
  }[];
  /** Only they changed these. */
  readonly taken: readonly FieldName[];
}

/** Three-way: `base` is what both began with. A private key is never told, so a new one of mine is never in question. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): MergeQuestion {
  const ofMine = new Set(changedFields(base, mine));
  const ofTheirs = changedFields(base, theirs);
  const taken = ofTheirs.filter((field) => !ofMine.has(field));
  const conflicts = ofTheirs
    .filter((field) => ofMine.has(field) && !isSame(fieldValue(mine, field), fieldValue(theirs, field)))
    .map((field) => ({
      field,
      was: fieldValue(base, field),
      mine: fieldValue(mine, field),
      theirs: fieldValue(theirs, field),
    }));
  const merged = taken.reduce((draft, field) => takeField(draft, theirs, field), mine);
  return { merged, theirs, conflicts, taken };
}
