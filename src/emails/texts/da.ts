import type { Texts } from "./texts.ts";

/** Danish; du. */
export const da: Texts = {
  colon: ":",

  "greeting.named": "Hej {name}",
  "greeting.plain": "Hej",

  "order.number": "Ordrenummer",
  "order.date": "Ordredato",
  "order.items": "Dine varer",
  "order.pieces": "{pieces, plural, one {# vare} other {# varer}}",
  "order.moreItems": "Din ordre indeholder flere varer, end vi kan vise her.",
  "order.subtotal": "Subtotal",
  "order.discount": "Rabat",
  "order.shipping": "Levering",
  "order.free": "Gratis",
  "order.handling": "Ekspeditionsgebyr",
  "order.other": "Regulering",
  "order.total": "I alt",
  "order.tax": "Heraf moms {tax}",
  "order.shippingAddress": "Leveringsadresse",
  "order.billingAddress": "Faktureringsadresse",
  "order.shippingMethod": "Leveringsmetode",
  "order.payment": "Betaling",

  "item.size": "Størrelse",
  "item.quantity": "Antal",

  "shipment.track": "Følg din pakke",
  "shipment.trackingNumber": "Trackingnummer",
  "shipment.carrier": "Fragtfirma",
  "shipment.date": "Afsendt",
  "shipment.items": "I denne levering",
  "shipment.parcels": "{parcels, plural, one {# pakke} other {# pakker}}",

  "help.title": "Har du brug for hjælp?",
  "help.contact": "Kontakt kundeservice",
  "help.returns": "Retur og ombytning",

  "footer.terms": "Handelsbetingelser",
  "footer.privacy": "Privatlivspolitik",
  "footer.service": "Du modtager denne mail på grund af dit køb eller din konto hos {shop}.",
  "footer.marketing": "Du modtager denne mail, fordi du er begyndt på et køb hos {shop}.",
  "footer.unsubscribe": "Afmeld",

  "placedOrder.subject": "Tak for din ordre {order}",
  "placedOrder.preview": "Vi har modtaget den og skriver igen, når den er på vej.",
  "placedOrder.heading": "Tak for din ordre",
  "placedOrder.intro": "Vi har modtaget din ordre og gør den klar. Du hører fra os igen, så snart den er på vej.",

  "confirmedOrder.subject": "Din ordre {order} er bekræftet",
  "confirmedOrder.preview": "Alt er på plads. Nu pakker vi din ordre.",
  "confirmedOrder.heading": "Din ordre er bekræftet",
  "confirmedOrder.intro":
    "Alt er på plads, og vi pakker din ordre. Du får en mail fra os, når den forlader vores lager.",

  "cancelledOrder.subject": "Din ordre {order} er annulleret",
  "cancelledOrder.preview": "Der bliver ikke sendt noget, og det, du har betalt, får du tilbage.",
  "cancelledOrder.heading": "Din ordre er annulleret",
  "cancelledOrder.intro":
    "Vi har annulleret din ordre, og der bliver ikke sendt noget. Har du allerede betalt, går pengene tilbage til den betalingsmetode, du brugte.",
  "cancelledOrder.items": "Annullerede varer",

  "refundedOrder.subject": "Refundering af ordre {order}",
  "refundedOrder.preview": "{total} er på vej tilbage til dig.",
  "refundedOrder.heading": "Din refundering er på vej",
  "refundedOrder.intro":
    "Vi har refunderet {total} til den betalingsmetode, du brugte. Der kan gå nogle dage, før du ser pengene, afhængigt af din bank.",
  "refundedOrder.items": "Refunderede varer",
  "refundedOrder.total": "Refunderet",

  "shipped.subject": "Din ordre {order} er på vej",
  "shipped.preview": "Din pakke har forladt vores lager.",
  "shipped.heading": "Din ordre er på vej",
  "shipped.intro": "Gode nyheder: Din pakke har forladt vores lager og er på vej til dig.",

  "outForDelivery.subject": "Din ordre {order} er ude til levering",
  "outForDelivery.preview": "Din pakke er på den sidste strækning.",
  "outForDelivery.heading": "Snart fremme",
  "outForDelivery.intro": "Din pakke er ude til levering og er snart hos dig.",

  "delivered.subject": "Din ordre {order} er leveret",
  "delivered.preview": "Din pakke er nået frem. Vi håber, at du bliver glad for den.",
  "delivered.heading": "Din ordre er nået frem",
  "delivered.intro": "Din pakke er leveret. Vi håber, at du får glæde af indholdet længe.",

  "resetPassword.subject": "Vælg en ny adgangskode",
  "resetPassword.preview": "Her er linket til din nye adgangskode hos {shop}.",
  "resetPassword.heading": "Vælg en ny adgangskode",
  "resetPassword.intro": "Nogen har bedt om en ny adgangskode til din konto hos {shop}. Vælg den her:",
  "resetPassword.button": "Vælg ny adgangskode",
  "resetPassword.link": "Hvis knappen ikke virker, kan du kopiere denne adresse til din browser:",
  "resetPassword.ignore": "Hvis det ikke var dig, behøver du ikke gøre noget: Din adgangskode er uændret.",

  "createdAccount.subject": "Velkommen til {shop}",
  "createdAccount.preview": "Din konto er klar.",
  "createdAccount.heading": "Velkommen til {shop}",
  "createdAccount.intro":
    "Hvor er det godt, at du er her. På din konto kan du følge dine ordrer, gemme dine adresser og handle hurtigere.",
  "createdAccount.account": "Til din konto",
  "createdAccount.shop": "Begynd at shoppe",

  "giftCertificate.subject": "Dit gavekort fra {shop}",
  "giftCertificate.preview": "{value} at handle for.",
  "giftCertificate.heading": "Dit gavekort",
  "giftCertificate.intro": "Her er et gavekort fra {shop}. Indtast koden, når du betaler.",
  "giftCertificate.code": "Kode",
  "giftCertificate.validUntil": "Gyldigt til og med den {dueDate}",
  "giftCertificate.button": "Brug gavekortet",

  "startedCheckout.subject": "Du har glemt noget i kurven",
  "startedCheckout.preview": "Vi har gemt den til dig.",
  "startedCheckout.heading": "Overvejer du stadig?",
  "startedCheckout.intro": "Du har ladet noget ligge i kurven. Vi har gemt den, så du kan fortsætte, hvor du slap.",
  "startedCheckout.button": "Til kurven",
  "startedCheckout.items": "I din kurv",
};
