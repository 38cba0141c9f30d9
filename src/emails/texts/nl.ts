import type { Texts } from "./texts.ts";

/** Dutch; je. */
export const nl: Texts = {
  colon: ":",

  "greeting.named": "Hoi {name},",
  "greeting.plain": "Hallo,",

  "order.number": "Bestelnummer",
  "order.date": "Besteldatum",
  "order.items": "Je artikelen",
  "order.pieces": "{pieces, plural, one {# artikel} other {# artikelen}}",
  "order.moreItems": "Je bestelling bevat meer artikelen dan we hier kunnen laten zien.",
  "order.subtotal": "Subtotaal",
  "order.discount": "Korting",
  "order.shipping": "Verzending",
  "order.free": "Gratis",
  "order.handling": "Behandelingskosten",
  "order.other": "Correctie",
  "order.total": "Totaal",
  "order.tax": "Inclusief {tax} btw",
  "order.shippingAddress": "Bezorgadres",
  "order.billingAddress": "Factuuradres",
  "order.shippingMethod": "Verzendmethode",
  "order.payment": "Betaling",

  "item.size": "Maat",
  "item.quantity": "Aantal",

  "shipment.track": "Volg je pakket",
  "shipment.trackingNumber": "Track-and-tracecode",
  "shipment.carrier": "Vervoerder",
  "shipment.date": "Verzonden op",
  "shipment.items": "In deze zending",
  "shipment.parcels": "{parcels, plural, one {# pakket} other {# pakketten}}",

  "help.title": "Kunnen we je helpen?",
  "help.contact": "Neem contact op met de klantenservice",
  "help.returns": "Ruilen en retourneren",

  "footer.terms": "Algemene voorwaarden",
  "footer.privacy": "Privacybeleid",
  "footer.service": "Je ontvangt deze e-mail vanwege je aankoop of je account bij {shop}.",
  "footer.marketing": "Je ontvangt deze e-mail omdat je bij {shop} bent begonnen met afrekenen.",
  "footer.unsubscribe": "Afmelden",

  "placedOrder.subject": "Bedankt voor je bestelling {order}",
  "placedOrder.preview": "We hebben je bestelling ontvangen en laten het je weten zodra die onderweg is.",
  "placedOrder.heading": "Bedankt voor je bestelling",
  "placedOrder.intro":
    "We hebben je bestelling ontvangen en maken alles klaar. Zodra je bestelling onderweg is, hoor je weer van ons.",

  "confirmedOrder.subject": "Je bestelling {order} is bevestigd",
  "confirmedOrder.preview": "Alles is in orde. We pakken je bestelling nu in.",
  "confirmedOrder.heading": "Je bestelling is bevestigd",
  "confirmedOrder.intro":
    "Alles is in orde en we pakken je bestelling in. Je krijgt een e-mail van ons als je bestelling ons magazijn verlaat.",

  "cancelledOrder.subject": "Je bestelling {order} is geannuleerd",
  "cancelledOrder.preview": "Er wordt niets verzonden, en wat je hebt betaald krijg je terug.",
  "cancelledOrder.heading": "Je bestelling is geannuleerd",
  "cancelledOrder.intro":
    "We hebben je bestelling geannuleerd en er wordt niets verzonden. Heb je al betaald, dan krijg je het geld terug via de betaalmethode die je hebt gebruikt.",
  "cancelledOrder.items": "Geannuleerde artikelen",

  "refundedOrder.subject": "Terugbetaling van je bestelling {order}",
  "refundedOrder.preview": "{total} komt naar je terug.",
  "refundedOrder.heading": "Je terugbetaling is onderweg",
  "refundedOrder.intro":
    "We hebben {total} terugbetaald via de betaalmethode die je hebt gebruikt. Afhankelijk van je bank kan het een paar dagen duren voordat je het geld ziet.",
  "refundedOrder.items": "Terugbetaalde artikelen",
  "refundedOrder.total": "Terugbetaald",

  "shipped.subject": "Je bestelling {order} is onderweg",
  "shipped.preview": "Je pakket heeft ons magazijn verlaten.",
  "shipped.heading": "Je bestelling is onderweg",
  "shipped.intro": "Goed nieuws: je pakket heeft ons magazijn verlaten en is onderweg naar je toe.",

  "outForDelivery.subject": "Je bestelling {order} wordt bezorgd",
  "outForDelivery.preview": "Je pakket is bezig aan de laatste kilometers.",
  "outForDelivery.heading": "Bijna bij je",
  "outForDelivery.intro": "Je pakket wordt bezorgd en is snel bij je.",

  "delivered.subject": "Je bestelling {order} is bezorgd",
  "delivered.preview": "Je pakket is aangekomen. We hopen dat je er blij mee bent.",
  "delivered.heading": "Je bestelling is aangekomen",
  "delivered.intro": "Je pakket is bezorgd. We hopen dat je er lang plezier van hebt.",

  "resetPassword.subject": "Kies een nieuw wachtwoord",
  "resetPassword.preview": "Hier is de link naar je nieuwe wachtwoord bij {shop}.",
  "resetPassword.heading": "Kies een nieuw wachtwoord",
  "resetPassword.intro": "Er is een nieuw wachtwoord aangevraagd voor je account bij {shop}. Kies het hier:",
  "resetPassword.button": "Nieuw wachtwoord kiezen",
  "resetPassword.link": "Werkt de knop niet? Kopieer dan dit adres naar je browser:",
  "resetPassword.ignore": "Heb je hier niet om gevraagd? Dan hoef je niets te doen: je wachtwoord blijft hetzelfde.",

  "createdAccount.subject": "Welkom bij {shop}",
  "createdAccount.preview": "Je account staat klaar.",
  "createdAccount.heading": "Welkom bij {shop}",
  "createdAccount.intro":
    "Leuk dat je er bent. In je account kun je je bestellingen volgen, je adressen bewaren en sneller afrekenen.",
  "createdAccount.account": "Naar je account",
  "createdAccount.shop": "Begin met winkelen",

  "giftCertificate.subject": "Je cadeaubon van {shop}",
  "giftCertificate.preview": "{value} om te besteden aan wat je maar wilt.",
  "giftCertificate.heading": "Je cadeaubon",
  "giftCertificate.intro": "Hier is een cadeaubon van {shop}. Vul de code in bij het afrekenen.",
  "giftCertificate.code": "Code",
  "giftCertificate.validUntil": "Geldig tot en met {dueDate}",
  "giftCertificate.button": "Gebruik de cadeaubon",

  "startedCheckout.subject": "Je hebt iets in je winkelmand laten liggen",
  "startedCheckout.preview": "We hebben het voor je bewaard.",
  "startedCheckout.heading": "Twijfel je nog?",
  "startedCheckout.intro":
    "Je hebt iets in je winkelmand laten liggen. We hebben het bewaard, zodat je verder kunt waar je was gebleven.",
  "startedCheckout.button": "Terug naar je winkelmand",
  "startedCheckout.items": "In je winkelmand",
};
