import type { Texts } from "./texts.ts";

/** Polish; ty, in capitals as in letters, and without a form that tells the reader's gender. */
export const pl: Texts = {
  colon: ":",

  "greeting.named": "Cześć {name},",
  "greeting.plain": "Dzień dobry,",

  "order.number": "Numer zamówienia",
  "order.date": "Data zamówienia",
  "order.items": "Twoje produkty",
  "order.pieces": "{pieces, plural, one {# sztuka} few {# sztuki} many {# sztuk} other {# sztuki}}",
  "order.moreItems": "Twoje zamówienie zawiera więcej produktów, niż możemy tu pokazać.",
  "order.subtotal": "Suma częściowa",
  "order.discount": "Rabat",
  "order.shipping": "Dostawa",
  "order.free": "Gratis",
  "order.handling": "Opłata manipulacyjna",
  "order.other": "Korekta",
  "order.total": "Razem",
  "order.tax": "W tym VAT {tax}",
  "order.shippingAddress": "Adres dostawy",
  "order.billingAddress": "Adres rozliczeniowy",
  "order.shippingMethod": "Sposób dostawy",
  "order.payment": "Płatność",

  "item.size": "Rozmiar",
  "item.quantity": "Ilość",

  "shipment.track": "Śledź przesyłkę",
  "shipment.trackingNumber": "Numer przesyłki",
  "shipment.carrier": "Przewoźnik",
  "shipment.date": "Data wysyłki",
  "shipment.items": "W tej przesyłce",
  "shipment.parcels": "{parcels, plural, one {# paczka} few {# paczki} many {# paczek} other {# paczki}}",

  "help.title": "Możemy w czymś pomóc?",
  "help.contact": "Skontaktuj się z obsługą klienta",
  "help.returns": "Zwroty i wymiany",

  "footer.terms": "Regulamin",
  "footer.privacy": "Polityka prywatności",
  "footer.service": "Otrzymujesz tę wiadomość w związku z zakupem lub kontem w {shop}.",
  "footer.marketing": "Otrzymujesz tę wiadomość w związku z rozpoczęciem zakupów w {shop}.",
  "footer.unsubscribe": "Wypisz się",

  "placedOrder.subject": "Dziękujemy za zamówienie {order}",
  "placedOrder.preview": "Mamy już Twoje zamówienie i damy znać, gdy będzie w drodze.",
  "placedOrder.heading": "Dziękujemy za zamówienie",
  "placedOrder.intro":
    "Mamy już Twoje zamówienie i właśnie je przygotowujemy. Odezwiemy się, gdy tylko będzie w drodze.",

  "confirmedOrder.subject": "Twoje zamówienie {order} jest potwierdzone",
  "confirmedOrder.preview": "Wszystko gotowe. Teraz pakujemy Twoje zamówienie.",
  "confirmedOrder.heading": "Twoje zamówienie jest potwierdzone",
  "confirmedOrder.intro": "Wszystko gotowe i pakujemy Twoje zamówienie. Napiszemy, gdy opuści nasz magazyn.",

  "cancelledOrder.subject": "Twoje zamówienie {order} zostało anulowane",
  "cancelledOrder.preview": "Niczego nie wyślemy, a zapłacone pieniądze wrócą do Ciebie.",
  "cancelledOrder.heading": "Twoje zamówienie zostało anulowane",
  "cancelledOrder.intro":
    "Anulowaliśmy Twoje zamówienie i niczego nie wyślemy. Jeśli płatność została już dokonana, pieniądze wrócą tą samą drogą.",
  "cancelledOrder.items": "Anulowane produkty",

  "refundedOrder.subject": "Zwrot pieniędzy za zamówienie {order}",
  "refundedOrder.preview": "{total} wraca do Ciebie.",
  "refundedOrder.heading": "Twoje pieniądze są w drodze",
  "refundedOrder.intro":
    "Zwróciliśmy {total} tą samą drogą, którą dokonano płatności. W zależności od banku pieniądze mogą być widoczne po kilku dniach.",
  "refundedOrder.items": "Zwrócone produkty",
  "refundedOrder.total": "Zwrócono",

  "shipped.subject": "Twoje zamówienie {order} jest w drodze",
  "shipped.preview": "Twoja paczka opuściła nasz magazyn.",
  "shipped.heading": "Twoje zamówienie jest w drodze",
  "shipped.intro": "Dobra wiadomość: Twoja paczka opuściła nasz magazyn i jest w drodze do Ciebie.",

  "outForDelivery.subject": "Twoje zamówienie {order} zostało wydane do doręczenia",
  "outForDelivery.preview": "Twoja paczka jest na ostatniej prostej.",
  "outForDelivery.heading": "Już prawie u Ciebie",
  "outForDelivery.intro": "Twoja paczka została wydana do doręczenia i wkrótce będzie u Ciebie.",

  "delivered.subject": "Twoje zamówienie {order} zostało doręczone",
  "delivered.preview": "Twoja paczka dotarła. Mamy nadzieję, że Ci się spodoba.",
  "delivered.heading": "Twoje zamówienie dotarło",
  "delivered.intro": "Twoja paczka została doręczona. Mamy nadzieję, że jej zawartość będzie Ci długo sprawiać radość.",

  "resetPassword.subject": "Wybierz nowe hasło",
  "resetPassword.preview": "Oto link do nowego hasła w {shop}.",
  "resetPassword.heading": "Wybierz nowe hasło",
  "resetPassword.intro": "Otrzymaliśmy prośbę o nowe hasło do Twojego konta w {shop}. Wybierz je tutaj:",
  "resetPassword.button": "Wybierz nowe hasło",
  "resetPassword.link": "Jeśli przycisk nie działa, skopiuj ten adres do przeglądarki:",
  "resetPassword.ignore": "Jeśli to nie Twoja prośba, nie musisz nic robić: hasło pozostanie bez zmian.",

  "createdAccount.subject": "Witamy w {shop}",
  "createdAccount.preview": "Twoje konto jest gotowe.",
  "createdAccount.heading": "Witamy w {shop}",
  "createdAccount.intro":
    "Cieszymy się, że jesteś z nami. Na swoim koncie możesz śledzić zamówienia, zapisywać adresy i szybciej robić zakupy.",
  "createdAccount.account": "Przejdź do konta",
  "createdAccount.shop": "Zacznij zakupy",

  "giftCertificate.subject": "Twoja karta podarunkowa od {shop}",
  "giftCertificate.preview": "{value} na to, co tylko chcesz.",
  "giftCertificate.heading": "Twoja karta podarunkowa",
  "giftCertificate.intro": "Oto karta podarunkowa od {shop}. Wpisz kod przy płatności.",
  "giftCertificate.code": "Kod",
  "giftCertificate.validUntil": "Ważna do {dueDate}",
  "giftCertificate.button": "Wykorzystaj kartę",

  "startedCheckout.subject": "Coś zostało w Twoim koszyku",
  "startedCheckout.preview": "Zachowaliśmy go dla Ciebie.",
  "startedCheckout.heading": "Jeszcze się zastanawiasz?",
  "startedCheckout.intro":
    "Coś zostało w Twoim koszyku. Zachowaliśmy go, więc możesz dokończyć zakupy w dowolnej chwili.",
  "startedCheckout.button": "Wróć do koszyka",
  "startedCheckout.items": "W Twoim koszyku",
};
