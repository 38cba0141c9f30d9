import { z } from "zod";
import { contrastOf } from "./contrast.ts";

/** How the shop's mails look and where their links lead. An empty text means none. */
export interface Branding {
  /** Empty: the organisation's name in Klaviyo. */
  readonly shopName: string;
  readonly logoUrl: string;
  /** Shown instead of the logo where mail is read on a dark background. */
  readonly logoDarkUrl: string;
  /** Width of the logo in pixels. */
  readonly logoWidth: number;
  /** Of buttons, `#rrggbb`. */
  readonly accentColor: string;
  /** Around the mail, `#rrggbb`. */
  readonly backgroundColor: string;
  /** `#rrggbb`; readable on white. On a background where it is not, black or white stand there. */
  readonly textColor: string;
  readonly shopUrl: string;
  readonly accountUrl: string;
  readonly supportUrl: string;
  readonly supportEmail: string;
  readonly returnsUrl: string;
  readonly termsUrl: string;
  readonly privacyUrl: string;
  /** Addresses of the shop's pages on social networks, in the order shown. */
  readonly socialUrls: readonly string[];
  /** Who sends the mail, with the postal address, as the footer shows it. Empty: the organisation's address in Klaviyo. */
  readonly sender: string;
}

/** WCAG 2.2, 1.4.3: text on its background. */
const READABLE_CONTRAST = 4.5;

const color = z.string().regex(/^#[0-9a-f]{6}$/i, "is not a colour, for example #1a1a1a");
const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `is longer than ${longest.toLocaleString("en")} characters`)
    .refine((value) => !/\{\{|\{%|\[\[/.test(value), "has a template's brackets in it: {{, {% or [[");
const address = text(500).refine((url) => url === "" || /^https?:\/\/[^\s"'<>{}]+$/i.test(url), {
  error: "is not an http or https address",
});

export const brandingFields = {
  shopName: text(100),
  logoUrl: address,
  logoDarkUrl: address,
  logoWidth: z.int("is not a whole number").min(40, "is below 40").max(400, "is above 400"),
  accentColor: color,
  backgroundColor: color,
  textColor: color.refine(
    (value) => contrastOf(value, "#ffffff") >= READABLE_CONTRAST,
    "is too light to be read on white (contrast below 4.5)",
  ),
  shopUrl: address,
  accountUrl: address,
  supportUrl: address,
  supportEmail: text(254).refine((email) => email === "" || /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/.test(email), {
    error: "is not an e-mail address",
  }),
  returnsUrl: address,
  termsUrl: address,
  privacyUrl: address,
  socialUrls: z.array(address.min(1, "is empty")).max(8, "has more than 8 entries"),
  sender: text(500),
};

/** What is absent gets what a new plugin starts with: black on warm white, no links. */
export const brandingSchema = z.object({
  shopName: brandingFields.shopName.default(""),
  logoUrl: brandingFields.logoUrl.default(""),
  logoDarkUrl: brandingFields.logoDarkUrl.default(""),
  logoWidth: brandingFields.logoWidth.default(140),
  accentColor: brandingFields.accentColor.default("#1a1a1a"),
  backgroundColor: brandingFields.backgroundColor.default("#f6f5f2"),
  textColor: brandingFields.textColor.default("#1a1a1a"),
  shopUrl: brandingFields.shopUrl.default(""),
  accountUrl: brandingFields.accountUrl.default(""),
  supportUrl: brandingFields.supportUrl.default(""),
  supportEmail: brandingFields.supportEmail.default(""),
  returnsUrl: brandingFields.returnsUrl.default(""),
  termsUrl: brandingFields.termsUrl.default(""),
  privacyUrl: brandingFields.privacyUrl.default(""),
  socialUrls: brandingFields.socialUrls.default([]),
  sender: brandingFields.sender.default(""),
});

export const DEFAULT_BRANDING: Branding = brandingSchema.parse({});
