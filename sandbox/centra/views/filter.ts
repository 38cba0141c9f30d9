import { z } from "zod";

/** The argument `where` after GraphQL has read it: times are milliseconds, single values are lists. */
export type Where = Readonly<Record<string, unknown>>;

const range = z.looseObject({ from: z.number().nullish(), to: z.number().nullish() });
const textMatch = z.looseObject({
  equals: z.string().nullish(),
  startsWith: z.string().nullish(),
  contains: z.string().nullish(),
});

/** Tells whether all that `where` names holds. A fact may be a list, of which one member must match. Read once for many items. */
export function matcher<Item>(
  where: Where | null | undefined,
  facts: Readonly<Record<string, (item: Item) => unknown>>,
): (item: Item) => boolean {
  const tests = Object.entries(where ?? {}).flatMap(([name, wanted]) => {
    if (wanted === null || wanted === undefined) return [];
    const fact = facts[name];
    if (fact === undefined) throw new Error(`The sandbox cannot filter by ${name}.`);
    const fits = fitsTo(wanted);
    return [
      (item: Item) => {
        const value = fact(item);
        return Array.isArray(value) ? value.some(fits) : fits(value);
      },
    ];
  });
  return (item) => tests.every((holds) => holds(item));
}

function fitsTo(wanted: unknown): (value: unknown) => boolean {
  if (Array.isArray(wanted)) {
    const members = new Set<unknown>(wanted);
    return (value) => members.has(value);
  }
  if (typeof wanted !== "object" || wanted === null) return (value) => wanted === value;
  const inRange = rangeOf(wanted);
  const isText = textLike(wanted);
  return (value) => (typeof value === "number" ? inRange(value) : typeof value === "string" && isText(value));
}

function rangeOf(wanted: object): (value: number) => boolean {
  const { from, to } = range.safeParse(wanted).data ?? {};
  const [least, most] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
  return (value) => value >= least && value <= most;
}

function textLike(wanted: object): (value: string) => boolean {
  const { equals, startsWith, contains } = textMatch.safeParse(wanted).data ?? {};
  if (equals != null) return (value) => value.toLowerCase() === equals.toLowerCase();
  if (startsWith != null) return (value) => value.toLowerCase().startsWith(startsWith.toLowerCase());
  return (value) => contains != null && value.toLowerCase().includes(contains.toLowerCase());
}
