/**
 * Where the customer follows a parcel, by a part of the carrier's name. Centra's Integration API has no tracking address, and the
 * carriers' own pages take the number in the address.
 */
export const COMMON_CARRIERS: Readonly<Record<string, string>> = {
  postnord: "https://tracking.postnord.com/tracking?id={number}",
  "dhl freight": "https://www.dhl.com/se-en/home/tracking/tracking-freight.html?tracking-id={number}",
  "dhl express": "https://www.dhl.com/en/express/tracking.html?AWB={number}",
  dhl: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
  ups: "https://www.ups.com/track?tracknum={number}",
  fedex: "https://www.fedex.com/fedextrack/?trknbr={number}",
  bring: "https://tracking.bring.com/tracking/{number}",
  posten: "https://sporing.posten.no/sporing/{number}",
  schenker: "https://www.dbschenker.com/app/tracking-public/?refNumber={number}",
  gls: "https://gls-group.com/track/{number}",
  dpd: "https://tracking.dpd.de/status/en_US/parcel/{number}",
  evri: "https://www.evri.com/track/parcel/{number}",
  "royal mail": "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
  usps: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
};

/**
 * The parcel's address: by the longest name that is part of the carrier's or its service's, the merchant's own names first; undefined
 * when there is none, or no number.
 */
export function trackingUrlOf(
  parcel: {
    readonly carrier?: string | undefined;
    readonly service?: string | undefined;
    readonly number?: string | undefined;
  },
  own: Readonly<Record<string, string>>,
): string | undefined {
  if (!parcel.number) return undefined;
  const name = `${parcel.carrier ?? ""} ${parcel.service ?? ""}`.toLowerCase();
  const template = findTemplate(own, name) ?? findTemplate(COMMON_CARRIERS, name);
  return template ? template.replaceAll("{number}", encodeURIComponent(parcel.number)) : undefined;
}

function findTemplate(templates: Readonly<Record<string, string>>, name: string): string | undefined {
  const names = Object.keys(templates).filter((part) => containsWord(name, part));
  const longest = names.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : templates[longest];
}

/** `ups` is in "UPS Standard", not in "Groupsend". */
function containsWord(text: string, word: string): boolean {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${word.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `);
}
