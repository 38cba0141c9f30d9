import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_BRANDING } from "../../plugins/branding.ts";
import { contrastOf } from "../../plugins/contrast.ts";
import { brandingSlots } from "./branding-slots.ts";

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const textColor = color.filter((value) => contrastOf(value, "#ffffff") >= 4.5);

test("whatever colours a shop has, its mails can be read", () => {
  fc.assert(
    fc.property(color, color, textColor, (accentColor, backgroundColor, text) => {
      const look = { ...DEFAULT_BRANDING, accentColor, backgroundColor, textColor: text };
      const slots = brandingSlots(look, (words) => words);
      const pairs = [
        [slots.buttonTextColor, slots.accentColor],
        [slots.mutedColor, "#ffffff"],
        [slots.mutedColor, slots.surfaceColor],
        [look.textColor, slots.surfaceColor],
        [slots.pageTextColor, slots.backgroundColor],
        [slots.pageMutedColor, slots.backgroundColor],
        [slots.darkButtonTextColor, slots.darkButtonColor],
      ] as const;
      for (const [one, other] of pairs)
        expect(contrastOf(one, other), `${one} on ${other}`).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(slots.darkButtonColor, "#1c1c1c")).toBeGreaterThanOrEqual(3);
    }),
    { numRuns: 1000 },
  );
});

test("a social network is called by its name, another site by its address", () => {
  const socialUrls = [
    "https://www.instagram.com/ascaro",
    "https://m.facebook.com/ascaro",
    "https://blog.ascaro-shop.com/",
  ];
  const { socialLinks } = brandingSlots({ ...DEFAULT_BRANDING, socialUrls }, (words) => words);
  expect(socialLinks.replace(/<[^>]+>/g, "")).toBe("Instagram &nbsp; Facebook &nbsp; blog.ascaro-shop.com");
});
