/** One comparison of a `filter` parameter. */
export interface Comparison {
  readonly operator: string;
  readonly field: string;
  readonly values: readonly string[];
}

/**
 * Parses `equals(metric_id,"ABC"),and(greater-than(datetime,2026-01-01T00:00:00Z),any(email,["a","b"]))` into comparisons that must
 * all hold (Klaviyo, API overview, "Filtering"). Null when it is malformed.
 */
export function parseFilter(filter: string): readonly Comparison[] | null {
  const reader = { text: filter, at: 0 };
  const comparisons = readComparisons(reader);
  return comparisons !== null && reader.at === filter.length ? comparisons : null;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readComparisons(reader: Reader): Comparison[] | null {
  const found: Comparison[] = [];
  do {
    const operator = take(reader, /[a-z-]+/y);
    if (operator === null || take(reader, /\(/y) === null) return null;
    if (operator === "and") {
      const inner = readComparisons(reader);
      if (inner === null) return null;
      found.push(...inner);
    } else {
      const field = take(reader, /[\w.$]+/y);
      if (field === null) return null;
      const values = take(reader, /,/y) === null ? [] : readValues(reader);
      if (values === null) return null;
      found.push({ operator, field, values });
    }
    if (take(reader, /\)/y) === null) return null;
  } while (take(reader, /,\s*/y) !== null);
  return found;
}

function readValues(reader: Reader): string[] | null {
  if (take(reader, /\[/y) === null) {
    const value = readValue(reader);
    return value === null ? null : [value];
  }
  const values: string[] = [];
  do {
    const value = readValue(reader);
    if (value === null) return null;
    values.push(value);
  } while (take(reader, /,\s*/y) !== null);
  return take(reader, /\]/y) === null ? null : values;
}

function readValue(reader: Reader): string | null {
  const quoted = take(reader, /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y);
  if (quoted !== null) return quoted.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  return take(reader, /[^,()[\]"']+/y);
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match === null) return null;
  reader.at = pattern.lastIndex;
  return match[0];
}
