import type { CellKind } from "./csv-columns.ts";

export interface Value {
  [name: string]: unknown;
}

/** What a cell says, as JSON has it. One that is not what its column has stays text, which the schema then refuses. */
export function readCell(cell: string, kind: CellKind): unknown {
  switch (kind) {
    case "text":
      return cell;
    case "number":
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
    case "names":
      return Object.fromEntries(cell.split("|").map((pair) => partAt(pair, pair.indexOf(":"))));
    case "parts":
      return cell.split("|").map((pair) => {
        const [lineId, quantity] = partAt(pair, pair.lastIndexOf(":"));
        return { lineId, quantity: readCell(quantity, "number") };
      });
  }
}

/** Puts a value at a path, with what is above it made where it lacks. */
export function put(into: Value, [step = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[step] = value;
    return;
  }
  into[step] ??= rest[0] === "0" ? [] : {};
  const below = into[step];
  if (isValue(below)) put(below, rest, value);
}

function partAt(pair: string, colon: number): [before: string, after: string] {
  return colon === -1 ? [pair.trim(), ""] : [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
}

function isValue(value: unknown): value is Value {
  return typeof value === "object" && value !== null;
}
