import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { DESKTOP, PHONE } from "./open-page.ts";

const SCREENSHOTS = resolve(import.meta.dirname, "../../screenshots");

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: DESKTOP },
  { look: "dark", colorScheme: "dark", viewport: DESKTOP },
  { look: "phone", colorScheme: "light", viewport: PHONE },
] as const;

/** Nothing fades or slides any longer; what turns for ever, such as a loader, does not count. */
const IS_STILL = `document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity)`;

interface Inspection {
  /** What axe cannot look into, as a selector: a frame in which no script may run would never answer it. */
  readonly leftOut?: string;
  /** The part, as a selector, that axe is to look at, where another test has it look at the whole page. */
  readonly within?: string;
}

/**
 * Looks at what the page shows now in light, in dark and on a phone: axe finds nothing serious, nothing is wider than the window, and a picture
 * goes to test/screenshots/NAME-LOOK.png.
 */
export async function inspectPage(page: Page, name: string, inspection: Inspection = {}): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await expect.poll(() => page.evaluate(IS_STILL)).toBe(true);
    await page.screenshot({ path: resolve(SCREENSHOTS, `${name}-${look}.png`), fullPage: true });
    expect(await findBarriers(page, inspection), `${name} in ${look}`).toEqual([]);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow, `${name} in ${look}: pixels beside the window`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DESKTOP);
}

/** What keeps people out, in axe's words; serious and critical ones alone. */
async function findBarriers(page: Page, { leftOut, within }: Inspection): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (leftOut !== undefined) axe.exclude(leftOut);
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
