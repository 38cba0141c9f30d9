import type { Engine } from "../database.ts";

/** One numbered step of the schema. It is never edited once released; a change is a new step. */
export interface Migration {
  /** Higher than that of the step before. */
  readonly version: number;
  readonly name: string;
  /**
   * The oldest schema version whose software still works on a database with this step: the version before for an additive
   * step, so that workers of two releases can run side by side; `version` itself for a step that breaks them.
   */
  readonly worksWithSoftwareOf: number;
  /** The statements, in order, all in one transaction. */
  readonly statements: (engine: Engine) => readonly string[];
}
