import type { Texts } from "./texts.ts";

/** Swedish; du. */
export const sv: Texts = {
  colon: ":",

  "greeting.named": "Hej {name}!",
  "greeting.plain": "Hej!",

  "order.number": "Ordernummer",
  "order.date": "Orderdatum",
  "order.items": "Dina varor",
  "order.pieces": "{pieces, plural, one {# vara} other {# varor}}",
  "order.moreItems": "Din order innehåller fler varor än vi kan visa här.",
  "order.subtotal": "Delsumma",
  "order.discount": "Rabatt",
  "order.shipping": "Frakt",
  "order.free": "Gratis",
  "order.handling": "Hanteringsavgift",
  "order.other": "Justering",
  "order.total": "Totalt",
  "order.tax": "Varav moms {tax}",
  "order.shippingAddress": "Leveransadress",
  "order.billingAddress": "Fakturaadress",
  "order.shippingMethod": "Leveranssätt",
  "order.payment": "Betalning",

  "item.size": "Storlek",
  "item.quantity": "Antal",

  "shipment.track": "Spåra ditt paket",
  "shipment.trackingNumber": "Spårningsnummer",
  "shipment.carrier": "Transportör",
  "shipment.date": "Skickades",
  "shipment.items": "I den här leveransen",
  "shipment.parcels": "{parcels, plural, one {# paket} other {# paket}}",

  "help.title": "Behöver du hjälp?",
  "help.contact": "Kontakta kundservice",
  "help.returns": "Byten och returer",

  "footer.terms": "Köpvillkor",
  "footer.privacy": "Integritetspolicy",
  "footer.service": "Du får det här mejlet med anledning av ditt köp eller ditt konto hos {shop}.",
  "footer.marketing": "Du får det här mejlet eftersom du har påbörjat ett köp hos {shop}.",
  "footer.unsubscribe": "Avregistrera dig",

  "placedOrder.subject": "Tack för din order {order}",
  "placedOrder.preview": "Vi har tagit emot den och hör av oss när den är på väg.",
  "placedOrder.heading": "Tack för din order",
  "placedOrder.intro": "Vi har tagit emot din order och gör den i ordning. Så snart den är på väg hör vi av oss igen.",

  "confirmedOrder.subject": "Din order {order} är bekräftad",
  "confirmedOrder.preview": "Allt är klart. Nu packar vi din order.",
  "confirmedOrder.heading": "Din order är bekräftad",
  "confirmedOrder.intro": "Allt är klart och vi packar din order. Du får ett mejl från oss när den lämnar vårt lager.",

  "cancelledOrder.subject": "Din order {order} har annullerats",
  "cancelledOrder.preview": "Inget skickas, och det du har betalat får du tillbaka.",
  "cancelledOrder.heading": "Din order har annullerats",
  "cancelledOrder.intro":
    "Vi har annullerat din order och inget kommer att skickas. Har du redan betalat går pengarna tillbaka till det betalsätt du använde.",
  "cancelledOrder.items": "Annullerade varor",

  "refundedOrder.subject": "Återbetalning för order {order}",
  "refundedOrder.preview": "{total} är på väg tillbaka till dig.",
  "refundedOrder.heading": "Din återbetalning är på väg",
  "refundedOrder.intro":
    "Vi har återbetalat {total} till det betalsätt du använde. Det kan ta några dagar innan du ser pengarna, beroende på din bank.",
  "refundedOrder.items": "Återbetalda varor",
  "refundedOrder.total": "Återbetalat",

  "shipped.subject": "Din order {order} är på väg",
  "shipped.preview": "Ditt paket har lämnat vårt lager.",
  "shipped.heading": "Din order är på väg",
  "shipped.intro": "Goda nyheter: ditt paket har lämnat vårt lager och är på väg till dig.",

  "outForDelivery.subject": "Din order {order} är ute för leverans",
  "outForDelivery.preview": "Ditt paket är på sista sträckan.",
  "outForDelivery.heading": "Snart framme",
  "outForDelivery.intro": "Ditt paket är ute för leverans och är snart hos dig.",

  "delivered.subject": "Din order {order} är levererad",
  "delivered.preview": "Ditt paket har kommit fram. Vi hoppas att du blir nöjd.",
  "delivered.heading": "Din order har kommit fram",
  "delivered.intro": "Ditt paket är levererat. Vi hoppas att du får glädje av innehållet länge.",

  "resetPassword.subject": "Välj ett nytt lösenord",
  "resetPassword.preview": "Här är länken till ditt nya lösenord hos {shop}.",
  "resetPassword.heading": "Välj ett nytt lösenord",
  "resetPassword.intro": "Någon har begärt ett nytt lösenord till ditt konto hos {shop}. Välj det här:",
  "resetPassword.button": "Välj nytt lösenord",
  "resetPassword.link": "Om knappen inte fungerar kan du kopiera den här adressen till din webbläsare:",
  "resetPassword.ignore": "Om det inte var du behöver du inte göra någonting: ditt lösenord är oförändrat.",

  "createdAccount.subject": "Välkommen till {shop}",
  "createdAccount.preview": "Ditt konto är klart.",
  "createdAccount.heading": "Välkommen till {shop}",
  "createdAccount.intro":
    "Vad roligt att du är här. På ditt konto kan du följa dina ordrar, spara dina adresser och handla snabbare.",
  "createdAccount.account": "Till ditt konto",
  "createdAccount.shop": "Börja handla",

  "giftCertificate.subject": "Ditt presentkort från {shop}",
  "giftCertificate.preview": "{value} att handla för.",
  "giftCertificate.heading": "Ditt presentkort",
  "giftCertificate.intro": "Här är ett presentkort från {shop}. Ange koden när du betalar i kassan.",
  "giftCertificate.code": "Kod",
  "giftCertificate.validUntil": "Giltigt till och med den {dueDate}",
  "giftCertificate.button": "Använd presentkortet",

  "startedCheckout.subject": "Du glömde något i varukorgen",
  "startedCheckout.preview": "Vi har sparat den åt dig.",
  "startedCheckout.heading": "Funderar du fortfarande?",
  "startedCheckout.intro": "Du lämnade något i varukorgen. Vi har sparat den, så att du kan fortsätta där du slutade.",
  "startedCheckout.button": "Till varukorgen",
  "startedCheckout.items": "I din varukorg",
};
