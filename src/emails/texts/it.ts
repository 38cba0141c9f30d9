import type { Texts } from "./texts.ts";

/** Italian; tu. */
export const it: Texts = {
  colon: ":",

  "greeting.named": "Ciao {name},",
  "greeting.plain": "Ciao,",

  "order.number": "Numero d’ordine",
  "order.date": "Data dell’ordine",
  "order.items": "I tuoi articoli",
  "order.pieces": "{pieces, plural, one {# articolo} other {# articoli}}",
  "order.moreItems": "Il tuo ordine contiene più articoli di quanti possiamo mostrarne qui.",
  "order.subtotal": "Subtotale",
  "order.discount": "Sconto",
  "order.shipping": "Spedizione",
  "order.free": "Gratuita",
  "order.handling": "Spese di gestione",
  "order.other": "Rettifica",
  "order.total": "Totale",
  "order.tax": "IVA inclusa: {tax}",
  "order.shippingAddress": "Indirizzo di consegna",
  "order.billingAddress": "Indirizzo di fatturazione",
  "order.shippingMethod": "Metodo di spedizione",
  "order.payment": "Pagamento",

  "item.size": "Taglia",
  "item.quantity": "Quantità",

  "shipment.track": "Segui il tuo pacco",
  "shipment.trackingNumber": "Numero di tracciamento",
  "shipment.carrier": "Corriere",
  "shipment.date": "Data di spedizione",
  "shipment.items": "In questa spedizione",
  "shipment.parcels": "{parcels, plural, one {# pacco} other {# pacchi}}",

  "help.title": "Possiamo aiutarti?",
  "help.contact": "Contatta il servizio clienti",
  "help.returns": "Cambi e resi",

  "footer.terms": "Condizioni di vendita",
  "footer.privacy": "Informativa sulla privacy",
  "footer.service": "Ricevi questa e-mail per il tuo acquisto o il tuo account presso {shop}.",
  "footer.marketing": "Ricevi questa e-mail perché hai iniziato un acquisto su {shop}.",
  "footer.unsubscribe": "Annulla l’iscrizione",

  "placedOrder.subject": "Grazie per il tuo ordine {order}",
  "placedOrder.preview": "Lo abbiamo ricevuto e ti scriveremo quando sarà in viaggio.",
  "placedOrder.heading": "Grazie per il tuo ordine",
  "placedOrder.intro":
    "Abbiamo ricevuto il tuo ordine e lo stiamo preparando. Ti scriveremo di nuovo non appena sarà in viaggio.",

  "confirmedOrder.subject": "Il tuo ordine {order} è confermato",
  "confirmedOrder.preview": "È tutto pronto. Ora prepariamo il tuo pacco.",
  "confirmedOrder.heading": "Il tuo ordine è confermato",
  "confirmedOrder.intro":
    "È tutto pronto e stiamo preparando il tuo pacco. Riceverai un’e-mail quando lascerà il nostro magazzino.",

  "cancelledOrder.subject": "Il tuo ordine {order} è stato annullato",
  "cancelledOrder.preview": "Non spediremo nulla e ti rimborseremo quanto hai pagato.",
  "cancelledOrder.heading": "Il tuo ordine è stato annullato",
  "cancelledOrder.intro":
    "Abbiamo annullato il tuo ordine e non spediremo nulla. Se hai già pagato, riceverai il rimborso sullo stesso metodo di pagamento.",
  "cancelledOrder.items": "Articoli annullati",

  "refundedOrder.subject": "Rimborso per il tuo ordine {order}",
  "refundedOrder.preview": "Ti abbiamo restituito {total} sul metodo di pagamento usato.",
  "refundedOrder.heading": "Il tuo rimborso è in arrivo",
  "refundedOrder.intro":
    "Ti abbiamo rimborsato {total} sul metodo di pagamento che hai usato. A seconda della tua banca, può volerci qualche giorno prima che tu veda l’importo.",
  "refundedOrder.items": "Articoli rimborsati",
  "refundedOrder.total": "Rimborsato",

  "shipped.subject": "Il tuo ordine {order} è in viaggio",
  "shipped.preview": "Il tuo pacco ha lasciato il nostro magazzino.",
  "shipped.heading": "Il tuo ordine è in viaggio",
  "shipped.intro": "Buone notizie: il tuo pacco ha lasciato il nostro magazzino e sta arrivando da te.",

  "outForDelivery.subject": "Il tuo ordine {order} è in consegna",
  "outForDelivery.preview": "Il tuo pacco è nell’ultimo tratto.",
  "outForDelivery.heading": "Ci siamo quasi",
  "outForDelivery.intro": "Il tuo pacco è in consegna e presto sarà da te.",

  "delivered.subject": "Il tuo ordine {order} è stato consegnato",
  "delivered.preview": "Il tuo pacco è arrivato. Speriamo che ti piaccia.",
  "delivered.heading": "Il tuo ordine è arrivato",
  "delivered.intro": "Il tuo pacco è stato consegnato. Speriamo che il contenuto ti accompagni a lungo.",

  "resetPassword.subject": "Scegli una nuova password",
  "resetPassword.preview": "Ecco il link per la tua nuova password su {shop}.",
  "resetPassword.heading": "Scegli una nuova password",
  "resetPassword.intro": "È stata richiesta una nuova password per il tuo account su {shop}. Sceglila qui:",
  "resetPassword.button": "Scegli la password",
  "resetPassword.link": "Se il pulsante non funziona, copia questo indirizzo nel tuo browser:",
  "resetPassword.ignore": "Se non l’hai richiesta tu, non devi fare nulla: la tua password resta la stessa.",

  "createdAccount.subject": "Ti diamo il benvenuto su {shop}",
  "createdAccount.preview": "Il tuo account è pronto.",
  "createdAccount.heading": "Ti diamo il benvenuto su {shop}",
  "createdAccount.intro":
    "Siamo felici che tu sia qui. Nel tuo account puoi seguire i tuoi ordini, salvare i tuoi indirizzi e acquistare più velocemente.",
  "createdAccount.account": "Vai al tuo account",
  "createdAccount.shop": "Inizia lo shopping",

  "giftCertificate.subject": "La tua carta regalo di {shop}",
  "giftCertificate.preview": "{value} da spendere come vuoi.",
  "giftCertificate.heading": "La tua carta regalo",
  "giftCertificate.intro": "Ecco una carta regalo di {shop}. Inserisci il codice al momento del pagamento.",
  "giftCertificate.code": "Codice",
  "giftCertificate.validUntil": "Scadenza: {dueDate}",
  "giftCertificate.button": "Usa la carta regalo",

  "startedCheckout.subject": "Hai lasciato qualcosa nel carrello",
  "startedCheckout.preview": "Lo abbiamo conservato per te.",
  "startedCheckout.heading": "Ci stai ancora pensando?",
  "startedCheckout.intro":
    "Hai lasciato qualcosa nel carrello. Lo abbiamo conservato, così puoi riprendere quando vuoi.",
  "startedCheckout.button": "Torna al carrello",
  "startedCheckout.items": "Nel tuo carrello",
};
