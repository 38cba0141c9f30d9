import { z } from "zod";

const attributes = z.record(z.string(), z.unknown());
type Attributes = z.infer<typeof attributes>;

/**
 * One profile for a group of events: what sending them one by one would leave in Klaviyo. Each profile in turn overwrites what it
 * has and leaves the rest, also inside `properties` and `location`. Equal texts, the usual case, are not parsed.
 */
export function mergeProfiles(profiles: readonly string[]): string {
  const distinct = [...new Set(profiles)];
  const [only = "{}"] = distinct;
  if (distinct.length <= 1) return only;
  // The last wording of each distinct text decides: A, B, A ends with A.
  const inOrder = distinct.sort((a, b) => profiles.lastIndexOf(a) - profiles.lastIndexOf(b));
  let merged: Attributes = {};
  for (const text of inOrder) merged = mergeProfile(merged, attributes.parse(JSON.parse(text)));
  return JSON.stringify(merged);
}

function mergeProfile(known: Attributes, news: Attributes): Attributes {
  return {
    ...known,
    ...news,
    ...mergeField("properties", known, news),
    ...mergeField("location", known, news),
  };
}

function mergeField(name: string, known: Attributes, news: Attributes): Attributes {
  const before = attributes.safeParse(known[name]);
  const after = attributes.safeParse(news[name]);
  return before.success && after.success ? { [name]: { ...before.data, ...after.data } } : {};
}
