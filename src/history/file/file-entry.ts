import { z } from "zod";
import { emailField, timeField } from "../../commerce/fields.ts";
import type { HistoryProblem } from "../../commerce/history-source.ts";

const SHOWN_FAULTS = 5;

/** As much of an order as says whose it is. The rest is checked when it is exported. */
export const orderLineSchema = z.looseObject({
  type: z.literal("order"),
  order: z.looseObject({
    number: z.string().min(1).max(100),
    createdAt: timeField("When it was made.", "2022-09-14T09:26:53+02:00"),
    customer: z.looseObject({ email: emailField }),
  }),
  confirmedAt: z.unknown().optional(),
  cancelledAt: z.unknown().optional(),
  cancelReason: z.unknown().optional(),
  refunds: z.unknown().optional(),
});
/** An order and what happened to it, as a line of an NDJSON file has them. */
export type OrderLine = z.output<typeof orderLineSchema>;

/** What a file says of an order. */
export interface OrderEntry {
  readonly kind: "order";
  readonly email: string;
  readonly number: string;
  readonly createdAt: number;
  readonly line: OrderLine;
  /** When its customer's account was created; null for a guest. Absent: the customers of the file have lines of their own. */
  readonly accountCreatedAt?: number | null;
  /** What is wrong with it already. */
  readonly faults: readonly Fault[];
  /** Where in the file a fault is, in words, of the place in `line`, a JSON pointer. */
  readonly placeOf: (pointer: string) => string;
}

export type FileEntry =
  | { readonly kind: "customer"; readonly email: string; readonly createdAt: number }
  | OrderEntry
  | { readonly kind: "broken"; readonly problem: HistoryProblem }
  | { readonly kind: "empty" };

/** A place in a file at which reading may go on. */
export interface FilePlace {
  /** Bytes before it. */
  readonly offset: number;
  /** Lines before it. */
  readonly line: number;
}

export interface PlacedEntry {
  readonly entry: FileEntry;
  /** The first line of it, from 1. */
  readonly line: number;
  readonly next: FilePlace;
}

export interface Fault {
  /** RFC 6901, into the order's line. */
  readonly pointer: string;
  /** What is wrong, without the value. */
  readonly detail: string;
}

/** `order`: its number; "" where none can be told. */
export function brokenEntry(line: number, code: string, message: string, order = "") {
  const reference = order === "" ? `line ${line}` : `line ${line}, order ${order}`;
  return { kind: "broken", problem: { code, reference, message } } as const;
}

/** The first few faults, each with its place. */
export function wordsOf(faults: readonly Fault[], placeOf: OrderEntry["placeOf"] = (pointer) => pointer): string {
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ pointer, detail }) => `${placeOf(pointer)}: ${detail}`);
  const rest = faults.length > SHOWN_FAULTS ? [`and ${faults.length - SHOWN_FAULTS} more`] : [];
  return [...shown, ...rest].join("; ");
}

/** What a schema says of a value. */
export function faultsOf({ issues }: z.ZodError): Fault[] {
  return issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step)}`).join(""),
    detail: message.endsWith("received undefined") ? "is missing." : message,
  }));
}
