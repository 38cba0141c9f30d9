import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What would run a script in a page that takes a text for markup, each in another place: between tags, in an attribute, in an address, in a script, in a template. */
export const HOSTILE_TEXTS = [
  "<script>globalThis.attacked = true</script>",
  '<img src="/app/nowhere" onerror="globalThis.attacked = true">',
  "\"><svg onload='globalThis.attacked = true'>",
  "'-(globalThis.attacked = true)-'",
  "javascript:globalThis.attacked=true",
  "</title></textarea></style><script>globalThis.attacked = true</script>",
  `\${globalThis.attacked = true}{{constructor.constructor('globalThis.attacked = true')()}}`,
  "<a href='javascript:globalThis.attacked=true'>a</a>",
] as const;

/** None of them has run, or stands in the page as an element of its own. */
export async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate("globalThis.attacked")).toBeUndefined();
  const made = await page.evaluate(`
    document.querySelectorAll("[onerror], [onload], a[href^='javascript:' i], img[src*=nowhere], body script:not([src])").length`);
  expect(made).toBe(0);
}
