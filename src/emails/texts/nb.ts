import type { Texts } from "./texts.ts";

/** Norwegian (bokmål); du. */
export const nb: Texts = {
  colon: ":",

  "greeting.named": "Hei {name}!",
  "greeting.plain": "Hei!",

  "order.number": "Ordrenummer",
  "order.date": "Ordredato",
  "order.items": "Varene dine",
  "order.pieces": "{pieces, plural, one {# vare} other {# varer}}",
  "order.moreItems": "Bestillingen din inneholder flere varer enn vi kan vise her.",
  "order.subtotal": "Delsum",
  "order.discount": "Rabatt",
  "order.shipping": "Frakt",
  "order.free": "Gratis",
  "order.handling": "Behandlingsgebyr",
  "order.other": "Justering",
  "order.total": "Totalt",
  "order.tax": "Herav mva. {tax}",
  "order.shippingAddress": "Leveringsadresse",
  "order.billingAddress": "Fakturaadresse",
  "order.shippingMethod": "Leveringsmåte",
  "order.payment": "Betaling",

  "item.size": "Størrelse",
  "item.quantity": "Antall",

  "shipment.track": "Spor pakken din",
  "shipment.trackingNumber": "Sporingsnummer",
  "shipment.carrier": "Transportør",
  "shipment.date": "Sendt",
  "shipment.items": "I denne leveransen",
  "shipment.parcels": "{parcels, plural, one {# pakke} other {# pakker}}",

  "help.title": "Trenger du hjelp?",
  "help.contact": "Kontakt kundeservice",
  "help.returns": "Bytte og retur",

  "footer.terms": "Kjøpsvilkår",
  "footer.privacy": "Personvern",
  "footer.service": "Du får denne e-posten på grunn av kjøpet eller kontoen din hos {shop}.",
  "footer.marketing": "Du får denne e-posten fordi du har begynt på et kjøp hos {shop}.",
  "footer.unsubscribe": "Meld deg av",

  "placedOrder.subject": "Takk for bestillingen din {order}",
  "placedOrder.preview": "Vi har mottatt den og gir deg beskjed når den er på vei.",
  "placedOrder.heading": "Takk for bestillingen din",
  "placedOrder.intro":
    "Vi har mottatt bestillingen din og gjør den klar. Du hører fra oss igjen så snart den er på vei.",

  "confirmedOrder.subject": "Bestillingen din {order} er bekreftet",
  "confirmedOrder.preview": "Alt er klart. Nå pakker vi bestillingen din.",
  "confirmedOrder.heading": "Bestillingen din er bekreftet",
  "confirmedOrder.intro":
    "Alt er klart, og vi pakker bestillingen din. Du får en e-post fra oss når den forlater lageret vårt.",

  "cancelledOrder.subject": "Bestillingen din {order} er kansellert",
  "cancelledOrder.preview": "Ingenting blir sendt, og det du har betalt, får du tilbake.",
  "cancelledOrder.heading": "Bestillingen din er kansellert",
  "cancelledOrder.intro":
    "Vi har kansellert bestillingen din, og ingenting blir sendt. Har du allerede betalt, går pengene tilbake til betalingsmåten du brukte.",
  "cancelledOrder.items": "Kansellerte varer",

  "refundedOrder.subject": "Refusjon for bestilling {order}",
  "refundedOrder.preview": "{total} er på vei tilbake til deg.",
  "refundedOrder.heading": "Refusjonen din er på vei",
  "refundedOrder.intro":
    "Vi har refundert {total} til betalingsmåten du brukte. Det kan ta noen dager før du ser pengene, avhengig av banken din.",
  "refundedOrder.items": "Refunderte varer",
  "refundedOrder.total": "Refundert",

  "shipped.subject": "Bestillingen din {order} er på vei",
  "shipped.preview": "Pakken din har forlatt lageret vårt.",
  "shipped.heading": "Bestillingen din er på vei",
  "shipped.intro": "Gode nyheter: Pakken din har forlatt lageret vårt og er på vei til deg.",

  "outForDelivery.subject": "Bestillingen din {order} er ute til levering",
  "outForDelivery.preview": "Pakken din er på siste etappe.",
  "outForDelivery.heading": "Snart fremme",
  "outForDelivery.intro": "Pakken din er ute til levering og er snart hos deg.",

  "delivered.subject": "Bestillingen din {order} er levert",
  "delivered.preview": "Pakken din er kommet frem. Vi håper du blir fornøyd.",
  "delivered.heading": "Bestillingen din er kommet frem",
  "delivered.intro": "Pakken din er levert. Vi håper du får glede av innholdet lenge.",

  "resetPassword.subject": "Velg et nytt passord",
  "resetPassword.preview": "Her er lenken til det nye passordet ditt hos {shop}.",
  "resetPassword.heading": "Velg et nytt passord",
  "resetPassword.intro": "Noen har bedt om et nytt passord til kontoen din hos {shop}. Velg det her:",
  "resetPassword.button": "Velg nytt passord",
  "resetPassword.link": "Hvis knappen ikke virker, kan du kopiere denne adressen til nettleseren din:",
  "resetPassword.ignore": "Hvis det ikke var deg, trenger du ikke å gjøre noe: Passordet ditt er uendret.",

  "createdAccount.subject": "Velkommen til {shop}",
  "createdAccount.preview": "Kontoen din er klar.",
  "createdAccount.heading": "Velkommen til {shop}",
  "createdAccount.intro":
    "Så hyggelig at du er her. På kontoen din kan du følge bestillingene dine, lagre adressene dine og handle raskere.",
  "createdAccount.account": "Til kontoen din",
  "createdAccount.shop": "Begynn å handle",

  "giftCertificate.subject": "Gavekortet ditt fra {shop}",
  "giftCertificate.preview": "{value} å handle for.",
  "giftCertificate.heading": "Gavekortet ditt",
  "giftCertificate.intro": "Her er et gavekort fra {shop}. Oppgi koden når du betaler i kassen.",
  "giftCertificate.code": "Kode",
  "giftCertificate.validUntil": "Gyldig til og med {dueDate}",
  "giftCertificate.button": "Bruk gavekortet",

  "startedCheckout.subject": "Du glemte noe i handlekurven",
  "startedCheckout.preview": "Vi har tatt vare på den for deg.",
  "startedCheckout.heading": "Tenker du fortsatt på det?",
  "startedCheckout.intro": "Du la igjen noe i handlekurven. Vi har tatt vare på den, så du kan fortsette der du slapp.",
  "startedCheckout.button": "Til handlekurven",
  "startedCheckout.items": "I handlekurven din",
};
