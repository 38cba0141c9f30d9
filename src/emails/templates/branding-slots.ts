import type { Branding } from "../../plugins/branding.ts";
import { contrastOf, mixColors } from "../../plugins/contrast.ts";
import type { Slot } from "../design/slots.ts";

/** The card's colour where mail is read on dark (src/emails/design/style.ts). */
const DARK_CARD = "#1c1c1c";
const READABLE_CONTRAST = 4.5;
/** WCAG 2.2, 1.4.11: what must be told from its surroundings. */
const VISIBLE_CONTRAST = 3;

/** What Klaviyo knows of the shop, for what the branding does not say. */
const ORGANIZATION = { name: "{{ organization.name }}", address: "{{ organization.full_address }}" };

type Write = (words: string) => string;

/** The branding's part of a mail's slots; `write` is for the part that is made: HTML or plain text. */
export function brandingSlots(branding: Branding, write: Write): Record<Exclude<Slot, "language" | "subject">, string> {
  const { accentColor, textColor, backgroundColor, logoWidth, socialUrls, sender, ...texts } = branding;
  const onPage = isReadable(textColor, backgroundColor) ? textColor : readableOn(backgroundColor);
  const surfaceColor = surfaceOf(textColor);
  const onAccent = readableOn(accentColor);
  const isAccentVisible = contrastOf(accentColor, DARK_CARD) >= VISIBLE_CONTRAST;
  const written = mapValues(texts, write);
  return {
    ...written,
    shopName: shopNameOf(branding, write),
    logoWidth: String(logoWidth),
    accentColor,
    textColor,
    backgroundColor,
    buttonTextColor: onAccent,
    mutedColor: mutedOn(surfaceColor, textColor),
    pageTextColor: onPage,
    pageMutedColor: mutedOn(backgroundColor, onPage),
    borderColor: mixColors(textColor, "#ffffff", 0.87),
    surfaceColor,
    darkButtonColor: isAccentVisible ? accentColor : "#f2f2f2",
    darkButtonTextColor: isAccentVisible ? onAccent : "#111111",
    socialUrls: "",
    socialLinks: socialUrls.map((url) => socialLink(url, mutedOn(backgroundColor, onPage))).join(" &nbsp; "),
    sender: sender === "" ? ORGANIZATION.address : write(sender),
    senderLines: sender === "" ? ORGANIZATION.address : write(sender).replaceAll("\n", "<br>"),
  };
}

/** The shop's name in a mail: the branding's, else what Klaviyo calls the organisation. */
export function shopNameOf({ shopName }: Branding, write: Write): string {
  return shopName === "" ? ORGANIZATION.name : write(shopName);
}

/** One of the two can be read on any colour: their contrasts to it multiply to 21. */
function readableOn(color: string): string {
  return contrastOf(color, "#ffffff") >= contrastOf(color, "#000000") ? "#ffffff" : "#000000";
}

/** As much darker than white as leaves the text readable: for panels and the places of pictures. */
function surfaceOf(textColor: string): string {
  const surface = mixColors(textColor, "#ffffff", 0.95);
  return isReadable(textColor, surface) ? surface : "#ffffff";
}

/** A readable colour, mixed with the one behind it as far as it stays readable. */
function mutedOn(background: string, color: string): string {
  const shares = [0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1];
  const mixes = shares.map((share) => mixColors(color, background, share));
  return mixes.find((mixed) => isReadable(mixed, background)) ?? color;
}

function isReadable(color: string, background: string): boolean {
  return contrastOf(color, background) >= READABLE_CONTRAST;
}

const NETWORKS: Readonly<Record<string, string>> = {
  "facebook.com": "Facebook",
  "instagram.com": "Instagram",
  "linkedin.com": "LinkedIn",
  "pinterest.com": "Pinterest",
  "snapchat.com": "Snapchat",
  "threads.net": "Threads",
  "tiktok.com": "TikTok",
  "x.com": "X",
  "youtube.com": "YouTube",
};

function socialLink(url: string, color: string): string {
  const host = new URL(url).hostname.replace(/^(www|m)\./, "");
  return `<a href="${escapeHtml(url)}" style="color:${color};text-decoration:underline;">${escapeHtml(NETWORKS[host] ?? host)}</a>`;
}

function mapValues<Key extends string>(texts: Readonly<Record<Key, string>>, change: Write): Record<Key, string> {
  const changed: Record<string, string> = {};
  for (const key in texts) changed[key] = change(texts[key]);
  return changed as Record<Key, string>;
}

export function escapeHtml(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
