import type { Condition } from "./condition.ts";
import type { Expression } from "./expression.ts";

/** Tags that print something of their own, with their arguments. */
export interface SimpleTag {
  readonly kind: "simple";
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly named: Readonly<Record<string, Expression>>;
  /** `as name`: what it would print becomes a variable. */
  readonly as: string | null;
  readonly at: number;
}

export interface Branch {
  /** null: `else`. */
  readonly condition: Condition | null;
  readonly body: readonly Node[];
}

export interface ForNode {
  readonly kind: "for";
  readonly names: readonly string[];
  readonly list: Expression;
  readonly reversed: boolean;
  readonly body: readonly Node[];
  readonly empty: readonly Node[];
  readonly at: number;
}

/** A parsed template. `at` is an offset into the source. */
export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly expression: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | ForNode
  | {
      readonly kind: "with";
      readonly variables: readonly (readonly [string, Expression])[];
      readonly body: readonly Node[];
    }
  | { readonly kind: "autoescape"; readonly on: boolean; readonly body: readonly Node[] }
  | { readonly kind: "spaceless"; readonly body: readonly Node[] }
  | {
      readonly kind: "ifchanged";
      readonly values: readonly Expression[];
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | {
      readonly kind: "cycle";
      readonly values: readonly Expression[];
      readonly as: string | null;
      readonly silent: boolean;
    }
  | {
      readonly kind: "catalog";
      readonly id: Expression;
      readonly named: Readonly<Record<string, Expression>>;
      readonly body: readonly Node[];
      readonly at: number;
    }
  | {
      readonly kind: "object";
      readonly name: string;
      readonly as: string;
      readonly body: readonly Node[];
      readonly at: number;
    }
  | SimpleTag;
