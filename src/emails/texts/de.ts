import type { Texts } from "./texts.ts";

/** German; du, as fashion shops write. */
export const de: Texts = {
  colon: ":",

  "greeting.named": "Hallo {name},",
  "greeting.plain": "Hallo,",

  "order.number": "Bestellnummer",
  "order.date": "Bestelldatum",
  "order.items": "Deine Artikel",
  "order.pieces": "{pieces, plural, one {# Artikel} other {# Artikel}}",
  "order.moreItems": "Deine Bestellung enthält mehr Artikel, als wir hier zeigen können.",
  "order.subtotal": "Zwischensumme",
  "order.discount": "Rabatt",
  "order.shipping": "Versand",
  "order.free": "Kostenlos",
  "order.handling": "Bearbeitungsgebühr",
  "order.other": "Anpassung",
  "order.total": "Gesamtsumme",
  "order.tax": "Enthält {tax} MwSt.",
  "order.shippingAddress": "Lieferadresse",
  "order.billingAddress": "Rechnungsadresse",
  "order.shippingMethod": "Versandart",
  "order.payment": "Zahlungsart",

  "item.size": "Größe",
  "item.quantity": "Menge",

  "shipment.track": "Sendung verfolgen",
  "shipment.trackingNumber": "Sendungsnummer",
  "shipment.carrier": "Versanddienst",
  "shipment.date": "Versendet am",
  "shipment.items": "In dieser Lieferung",
  "shipment.parcels": "{parcels, plural, one {# Paket} other {# Pakete}}",

  "help.title": "Können wir dir helfen?",
  "help.contact": "Kundenservice kontaktieren",
  "help.returns": "Umtausch und Rückgabe",

  "footer.terms": "AGB",
  "footer.privacy": "Datenschutz",
  "footer.service": "Du erhältst diese E-Mail wegen deines Einkaufs oder deines Kontos bei {shop}.",
  "footer.marketing": "Du erhältst diese E-Mail, weil du bei {shop} einen Einkauf begonnen hast.",
  "footer.unsubscribe": "Abmelden",

  "placedOrder.subject": "Danke für deine Bestellung {order}",
  "placedOrder.preview": "Sie ist bei uns angekommen. Wir melden uns, sobald sie unterwegs ist.",
  "placedOrder.heading": "Danke für deine Bestellung",
  "placedOrder.intro":
    "Deine Bestellung ist bei uns angekommen und wir machen sie fertig. Sobald sie unterwegs ist, hörst du wieder von uns.",

  "confirmedOrder.subject": "Deine Bestellung {order} ist bestätigt",
  "confirmedOrder.preview": "Alles ist bereit. Jetzt packen wir deine Bestellung.",
  "confirmedOrder.heading": "Deine Bestellung ist bestätigt",
  "confirmedOrder.intro":
    "Alles ist bereit und wir packen deine Bestellung. Sobald sie unser Lager verlässt, bekommst du eine E-Mail von uns.",

  "cancelledOrder.subject": "Deine Bestellung {order} wurde storniert",
  "cancelledOrder.preview": "Es wird nichts versendet, und was du bezahlt hast, bekommst du zurück.",
  "cancelledOrder.heading": "Deine Bestellung wurde storniert",
  "cancelledOrder.intro":
    "Wir haben deine Bestellung storniert, es wird nichts versendet. Falls du schon bezahlt hast, bekommst du das Geld über dieselbe Zahlungsart zurück.",
  "cancelledOrder.items": "Stornierte Artikel",

  "refundedOrder.subject": "Erstattung zu deiner Bestellung {order}",
  "refundedOrder.preview": "Wir haben dir {total} zurückerstattet.",
  "refundedOrder.heading": "Deine Erstattung ist unterwegs",
  "refundedOrder.intro":
    "Wir haben dir {total} über die Zahlungsart erstattet, mit der du bezahlt hast. Je nach Bank kann es einige Tage dauern, bis das Geld bei dir ist.",
  "refundedOrder.items": "Erstattete Artikel",
  "refundedOrder.total": "Erstattet",

  "shipped.subject": "Deine Bestellung {order} ist unterwegs",
  "shipped.preview": "Dein Paket hat unser Lager verlassen.",
  "shipped.heading": "Deine Bestellung ist unterwegs",
  "shipped.intro": "Gute Nachrichten: Dein Paket hat unser Lager verlassen und ist auf dem Weg zu dir.",

  "outForDelivery.subject": "Deine Bestellung {order} wird zugestellt",
  "outForDelivery.preview": "Dein Paket ist auf der letzten Etappe.",
  "outForDelivery.heading": "Gleich ist es da",
  "outForDelivery.intro": "Dein Paket ist in der Zustellung und bald bei dir.",

  "delivered.subject": "Deine Bestellung {order} wurde zugestellt",
  "delivered.preview": "Dein Paket ist angekommen. Wir hoffen, es gefällt dir.",
  "delivered.heading": "Deine Bestellung ist angekommen",
  "delivered.intro": "Dein Paket wurde zugestellt. Wir hoffen, dass du lange Freude an deinen neuen Sachen hast.",

  "resetPassword.subject": "Wähle ein neues Passwort",
  "resetPassword.preview": "Hier ist der Link zu deinem neuen Passwort bei {shop}.",
  "resetPassword.heading": "Wähle ein neues Passwort",
  "resetPassword.intro": "Für dein Konto bei {shop} wurde ein neues Passwort angefordert. Hier kannst du es wählen:",
  "resetPassword.button": "Neues Passwort wählen",
  "resetPassword.link": "Falls die Schaltfläche nicht funktioniert, kopiere diese Adresse in deinen Browser:",
  "resetPassword.ignore": "Falls du das nicht warst, musst du nichts tun: Dein Passwort bleibt, wie es ist.",

  "createdAccount.subject": "Willkommen bei {shop}",
  "createdAccount.preview": "Dein Konto ist bereit.",
  "createdAccount.heading": "Willkommen bei {shop}",
  "createdAccount.intro":
    "Schön, dass du da bist. In deinem Konto kannst du deine Bestellungen verfolgen, Adressen speichern und schneller bestellen.",
  "createdAccount.account": "Zu deinem Konto",
  "createdAccount.shop": "Jetzt einkaufen",

  "giftCertificate.subject": "Dein Gutschein von {shop}",
  "giftCertificate.preview": "{value} zum Einkaufen nach Lust und Laune.",
  "giftCertificate.heading": "Dein Gutschein",
  "giftCertificate.intro": "Hier ist ein Gutschein von {shop}. Gib den Code an der Kasse ein.",
  "giftCertificate.code": "Code",
  "giftCertificate.validUntil": "Gültig bis {dueDate}",
  "giftCertificate.button": "Gutschein einlösen",

  "startedCheckout.subject": "Du hast etwas im Warenkorb vergessen",
  "startedCheckout.preview": "Wir haben es für dich aufgehoben.",
  "startedCheckout.heading": "Überlegst du noch?",
  "startedCheckout.intro":
    "Du hast etwas in deinem Warenkorb gelassen. Wir haben es aufgehoben, damit du da weitermachen kannst, wo du aufgehört hast.",
  "startedCheckout.button": "Zum Warenkorb",
  "startedCheckout.items": "In deinem Warenkorb",
};
