/** The records with the keys that a filter names, in the order in which they were made; all of them when it names none. */
export function amongKeys<Item>(records: ReadonlyMap<number, Item>, keys: unknown): Iterable<Item> {
  const wanted = numbersIn(keys);
  return wanted === null ? records.values() : found(records, wanted);
}

/** What belongs to the orders that a filter names; null when it names none. */
export function ofOrders<Item>(byOrder: ReadonlyMap<number, readonly Item[]>, numbers: unknown): Item[] | null {
  const wanted = numbersIn(numbers);
  return wanted === null ? null : found(byOrder, wanted).flat();
}

function found<Item>(records: ReadonlyMap<number, Item>, keys: readonly number[]): Item[] {
  return keys.flatMap((key) => {
    const record = records.get(key);
    return record === undefined ? [] : [record];
  });
}

function numbersIn(keys: unknown): number[] | null {
  if (!Array.isArray(keys)) return null;
  return [...new Set(keys.filter((key) => typeof key === "number"))].sort((one, other) => one - other);
}
