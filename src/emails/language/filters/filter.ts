import type { Value } from "../values.ts";

/** What a filter may use beside its value. */
export interface FilterUse {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Notes something that a reader of the mail would not expect. */
  warn(code: string, message: string): void;
}

/** A filter of the language: pure, and total: it takes every value and never throws. */
export interface Filter {
  readonly argument: "none" | "optional" | "required";
  /** Text that was safe stays safe (Django's `is_safe`). */
  readonly keepsSafe: boolean;
  apply(value: Value, argument: Value | undefined, use: FilterUse): Value;
}

type Apply = Filter["apply"];

/** Without an argument. */
export function plain(apply: (value: Value, use: FilterUse) => Value, keepsSafe = true): Filter {
  return { argument: "none", keepsSafe, apply: (value, _argument, use) => apply(value, use) };
}

/** With an argument that has to be there. */
export function withArgument(
  apply: (value: Value, argument: Value, use: FilterUse) => Value,
  keepsSafe = false,
): Filter {
  return { argument: "required", keepsSafe, apply: (value, argument, use) => apply(value, argument ?? null, use) };
}

export function withOptional(apply: Apply, keepsSafe = true): Filter {
  return { argument: "optional", keepsSafe, apply };
}
