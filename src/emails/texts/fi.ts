import type { Texts } from "./texts.ts";

/** Finnish; sinä. */
export const fi: Texts = {
  colon: ":",

  "greeting.named": "Hei {name},",
  "greeting.plain": "Hei,",

  "order.number": "Tilausnumero",
  "order.date": "Tilauspäivä",
  "order.items": "Tuotteesi",
  "order.pieces": "{pieces, plural, one {# tuote} other {# tuotetta}}",
  "order.moreItems": "Tilauksessasi on enemmän tuotteita kuin tähän mahtuu.",
  "order.subtotal": "Välisumma",
  "order.discount": "Alennus",
  "order.shipping": "Toimitus",
  "order.free": "Maksuton",
  "order.handling": "Käsittelymaksu",
  "order.other": "Oikaisu",
  "order.total": "Yhteensä",
  "order.tax": "Sisältää arvonlisäveroa {tax}",
  "order.shippingAddress": "Toimitusosoite",
  "order.billingAddress": "Laskutusosoite",
  "order.shippingMethod": "Toimitustapa",
  "order.payment": "Maksutapa",

  "item.size": "Koko",
  "item.quantity": "Määrä",

  "shipment.track": "Seuraa lähetystäsi",
  "shipment.trackingNumber": "Seurantatunnus",
  "shipment.carrier": "Kuljetusyhtiö",
  "shipment.date": "Lähetetty",
  "shipment.items": "Tässä toimituksessa",
  "shipment.parcels": "{parcels, plural, one {# paketti} other {# pakettia}}",

  "help.title": "Voimmeko auttaa?",
  "help.contact": "Ota yhteyttä asiakaspalveluun",
  "help.returns": "Vaihdot ja palautukset",

  "footer.terms": "Toimitusehdot",
  "footer.privacy": "Tietosuojaseloste",
  "footer.service": "Saat tämän viestin ostoksesi tai asiakastilisi vuoksi. Lähettäjä on {shop}.",
  "footer.marketing": "Saat tämän viestin, koska aloitit ostoksen kaupassa {shop}.",
  "footer.unsubscribe": "Peru markkinointiviestit",

  "placedOrder.subject": "Kiitos tilauksestasi {order}",
  "placedOrder.preview": "Olemme vastaanottaneet sen ja ilmoitamme, kun se on matkalla.",
  "placedOrder.heading": "Kiitos tilauksestasi",
  "placedOrder.intro":
    "Olemme vastaanottaneet tilauksesi ja valmistelemme sitä. Kuulet meistä taas heti, kun se on matkalla.",

  "confirmedOrder.subject": "Tilauksesi {order} on vahvistettu",
  "confirmedOrder.preview": "Kaikki on valmista. Seuraavaksi pakkaamme tilauksesi.",
  "confirmedOrder.heading": "Tilauksesi on vahvistettu",
  "confirmedOrder.intro":
    "Kaikki on valmista ja pakkaamme tilaustasi. Saat meiltä sähköpostia, kun se lähtee varastostamme.",

  "cancelledOrder.subject": "Tilauksesi {order} on peruttu",
  "cancelledOrder.preview": "Mitään ei lähetetä, ja saat maksamasi rahat takaisin.",
  "cancelledOrder.heading": "Tilauksesi on peruttu",
  "cancelledOrder.intro":
    "Olemme peruneet tilauksesi, eikä mitään lähetetä. Jos olet jo maksanut, rahat palautetaan käyttämällesi maksutavalle.",
  "cancelledOrder.items": "Perutut tuotteet",

  "refundedOrder.subject": "Tilauksesi {order} hyvitys",
  "refundedOrder.preview": "{total} on matkalla takaisin sinulle.",
  "refundedOrder.heading": "Hyvityksesi on matkalla",
  "refundedOrder.intro":
    "Olemme palauttaneet {total} käyttämällesi maksutavalle. Pankistasi riippuen voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.",
  "refundedOrder.items": "Hyvitetyt tuotteet",
  "refundedOrder.total": "Hyvitetty",

  "shipped.subject": "Tilauksesi {order} on matkalla",
  "shipped.preview": "Pakettisi on lähtenyt varastostamme.",
  "shipped.heading": "Tilauksesi on matkalla",
  "shipped.intro": "Hyviä uutisia: pakettisi on lähtenyt varastostamme ja on matkalla luoksesi.",

  "outForDelivery.subject": "Tilauksesi {order} on jakelussa",
  "outForDelivery.preview": "Pakettisi on viimeisellä etapilla.",
  "outForDelivery.heading": "Kohta perillä",
  "outForDelivery.intro": "Pakettisi on jakelussa ja pian luonasi.",

  "delivered.subject": "Tilauksesi {order} on toimitettu",
  "delivered.preview": "Pakettisi on perillä. Toivottavasti pidät siitä.",
  "delivered.heading": "Tilauksesi on perillä",
  "delivered.intro": "Pakettisi on toimitettu. Toivottavasti sen sisällöstä on sinulle iloa pitkään.",

  "resetPassword.subject": "Valitse uusi salasana",
  "resetPassword.preview": "{shop}: linkki uuden salasanan valitsemiseen.",
  "resetPassword.heading": "Valitse uusi salasana",
  "resetPassword.intro": "Asiakastilillesi ({shop}) on pyydetty uutta salasanaa. Voit valita sen tästä:",
  "resetPassword.button": "Valitse uusi salasana",
  "resetPassword.link": "Jos painike ei toimi, kopioi tämä osoite selaimeesi:",
  "resetPassword.ignore":
    "Jos et pyytänyt uutta salasanaa, sinun ei tarvitse tehdä mitään: salasanasi pysyy ennallaan.",

  "createdAccount.subject": "{shop} toivottaa sinut tervetulleeksi",
  "createdAccount.preview": "Asiakastilisi on valmis.",
  "createdAccount.heading": "{shop} toivottaa sinut tervetulleeksi",
  "createdAccount.intro":
    "Mukavaa, että olet täällä. Asiakastililläsi voit seurata tilauksiasi, tallentaa osoitteesi ja tehdä ostoksia nopeammin.",
  "createdAccount.account": "Omalle tilille",
  "createdAccount.shop": "Aloita ostokset",

  "giftCertificate.subject": "Lahjakorttisi: {shop}",
  "giftCertificate.preview": "{value} käytettäväksi mielesi mukaan.",
  "giftCertificate.heading": "Lahjakorttisi",
  "giftCertificate.intro": "Tässä on lahjakortti, jonka on lähettänyt {shop}. Syötä koodi kassalla.",
  "giftCertificate.code": "Koodi",
  "giftCertificate.validUntil": "Voimassa {dueDate} asti",
  "giftCertificate.button": "Käytä lahjakortti",

  "startedCheckout.subject": "Ostoskoriisi jäi jotain",
  "startedCheckout.preview": "Olemme säilyttäneet sen sinulle.",
  "startedCheckout.heading": "Mietitkö vielä?",
  "startedCheckout.intro": "Jätit jotain ostoskoriin. Olemme säilyttäneet sen, joten voit jatkaa siitä, mihin jäit.",
  "startedCheckout.button": "Takaisin ostoskoriin",
  "startedCheckout.items": "Ostoskorissasi",
};
