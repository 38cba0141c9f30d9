import { z } from "zod";

const bodySchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
const secretsSchema = z.array(z.string());

/** What a credential is replaced by where events are shown. */
const MASK = "•••";
/** What a credential is replaced by in the stored payload once it was delivered. */
const BLANK = "[removed after delivery]";

/** The names stored with an event. */
export function readSecretNames(stored: string | null): string[] {
  return stored === null ? [] : secretsSchema.parse(JSON.parse(stored));
}

export function maskSecrets(body: string, names: readonly string[]): string {
  return replaceSecrets(body, names, MASK);
}

export function blankSecrets(body: string, names: readonly string[]): string {
  return replaceSecrets(body, names, BLANK);
}

function replaceSecrets(body: string, names: readonly string[], replacement: string): string {
  if (names.length === 0) return body;
  const parsed = bodySchema.parse(JSON.parse(body));
  const properties = Object.fromEntries(
    Object.entries(parsed.properties).map(([name, value]) => [name, names.includes(name) ? replacement : value]),
  );
  return JSON.stringify({ ...parsed, properties });
}
