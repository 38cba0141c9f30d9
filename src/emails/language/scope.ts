import { isList, isMap, numberOf, printed, textOf, type Value } from "./values.ts";

/** A variable and where its value comes from: `item` of the first round is `event.Items.0`. */
export interface Binding {
  readonly value: Value;
  /** null: made by the template itself. */
  readonly origin: string | null;
}

export interface Found {
  readonly value: Value;
  readonly origin: string | null;
}

/** The variables that a place in a template sees; inner ones hide outer ones. */
export class Scope {
  readonly #frames: Map<string, Binding>[];

  constructor(variables: ReadonlyMap<string, Binding>) {
    this.#frames = [new Map(variables)];
  }

  /** Runs `inside` with more variables, which are gone afterwards. */
  within<Result>(variables: Iterable<readonly [string, Binding]>, inside: () => Result): Result {
    this.#frames.push(new Map(variables));
    try {
      return inside();
    } finally {
      this.#frames.pop();
    }
  }

  set(name: string, binding: Binding): void {
    this.#frames.at(-1)?.set(name, binding);
  }

  get(name: string): Binding | undefined {
    return this.#frames.findLast((frame) => frame.has(name))?.get(name);
  }

  /** Follows a path; undefined when a step of it is not there. */
  resolve(steps: readonly string[]): Found | undefined {
    const [first = "", ...rest] = steps;
    const binding = this.get(first);
    if (binding === undefined) return undefined;
    let { value, origin } = binding;
    for (const step of rest) {
      const next = stepInto(value, step);
      if (next === undefined) return undefined;
      value = next;
      origin = origin === null ? null : `${origin}.${step}`;
    }
    return { value, origin };
  }

  /** The path as it reads from the context: `item.SKU` is `event.Items.0.SKU`. */
  originOf(steps: readonly string[]): string {
    const [first = "", ...rest] = steps;
    return [this.get(first)?.origin ?? first, ...rest].join(".");
  }
}

/** One step of a path, in Django's order: a key of a map, a method of a map, an index of a list or text. */
export function stepInto(value: Value, step: string): Value | undefined {
  if (isMap(value)) {
    if (Object.hasOwn(value, step)) return value[step] ?? null;
    if (step === "items") return Object.entries(value).map(([key, item]) => [key, item ?? null]);
    if (step === "keys") return Object.keys(value);
    if (step === "values") return Object.values(value).map((item) => item ?? null);
    return undefined;
  }
  if (!/^\d+$/.test(step)) return undefined;
  if (isList(value)) return value[Number(step)];
  const text = textOf(value);
  return text === undefined ? undefined : [...text][Number(step)];
}

/** The filter `lookup`: a key of a map or an index of a list, else None. */
export function lookUp(value: Value, key: Value): Value {
  if (isList(value)) {
    const index = numberOf(key) ?? (/^-?\d+$/.test(printed(key)) ? Number(printed(key)) : undefined);
    return index === undefined || !Number.isInteger(index) ? null : (value.at(index) ?? null);
  }
  if (!isMap(value)) return null;
  const name = printed(key);
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}
