import type { CommerceEvent } from "../commerce/commerce-event.ts";

const REMOVED = "removed";
const REMOVED_LINK = "https://removed.invalid/";

/** The same event without what lets its reader in or spend: password links, gift codes and their links. It still fits the schema. */
export function withoutCredentials(event: CommerceEvent): CommerceEvent {
  switch (event.type) {
    case "customer.password_reset_requested":
      return Object.assign({}, event, { data: { ...event.data, link: REMOVED_LINK } });
    case "gift_certificate.issued": {
      const { giftCertificate } = event.data;
      const link = giftCertificate.link ? { link: REMOVED_LINK } : {};
      const without = { ...giftCertificate, code: REMOVED, ...link };
      return Object.assign({}, event, { data: { ...event.data, giftCertificate: without } });
    }
    default:
      return event;
  }
}
