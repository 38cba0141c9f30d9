import { addCustomer, addNewsletterSubscription } from "../instance/customer-operations.ts";
import type { CustomerRecord } from "../instance/records.ts";
import { STORES } from "../world/places.ts";
import { journalTime } from "./journal.ts";
import { inventPerson, REGIONS, type Region } from "./people.ts";
import { MINUTE_MS, type ShopFloor } from "./shop-floor.ts";

export interface Shopper {
  readonly customer: CustomerRecord;
  readonly region: Region;
}

export interface Shoppers {
  /** Someone who was here before, someone who registers, or a guest; they are ready to order when `then` is called. */
  send(atMs: number, then: (shopper: Shopper, atMs: number) => void): void;
}

export interface Habits {
  readonly percentReturning?: number;
  readonly percentGuests?: number;
}

/** Who comes into the shop. */
export function createShoppers(floor: ShopFloor, habits: Habits = {}): Shoppers {
  const { percentReturning = 35, percentGuests = 45 } = habits;
  const { chance, timeline } = floor;
  const known: Shopper[] = [];
  const guests: Shopper[] = [];
  let people = 0;

  function arrive(isRegistered: boolean, at: number, returning?: Shopper): Shopper {
    people += 1;
    const region = returning?.region ?? chance.pickWeighted(REGIONS);
    const address = returning?.customer.address ?? inventPerson(chance, region, people);
    const customer = addCustomer(floor.instance, {
      storeId: returning?.customer.storeId ?? (chance.percent(80) ? STORES[0].id : STORES[1].id),
      email: address.email,
      firstName: address.firstName,
      lastName: address.lastName,
      phoneNumber: address.phoneNumber,
      isRegistered,
      receiveNewsletters: chance.percent(40),
      address,
      marketId: region.marketId,
      pricelistId: region.pricelistId,
      languageId: region.languageId,
      countryCode: region.countryCode,
      createdAt: at,
    });
    if (customer.receiveNewsletters) {
      const { email, storeId, countryCode } = customer;
      addNewsletterSubscription(floor.instance, { email, storeId, countryCode, isActive: true, createdAt: at });
    }
    if (isRegistered) {
      const { id, email, storeId } = customer;
      floor.write({ what: "customer registered", at: journalTime(at), storeId, customerId: id, email });
    }
    const shopper = { customer, region };
    known.push(shopper);
    if (!isRegistered) guests.push(shopper);
    return shopper;
  }

  return {
    send(atMs, then) {
      timeline.plan(atMs, (at) => {
        if (known.length > 0 && chance.percent(percentReturning)) return then(chance.pick(known), at);
        if (chance.percent(percentGuests)) return then(arrive(false, at), at);
        const guest = chance.percent(8) ? guests[0] : undefined;
        const shopper = arrive(true, at, guest);
        if (chance.percent(85)) {
          timeline.plan(at + chance.between(1, 30) * MINUTE_MS, (later) => then(shopper, later));
        }
      });
    },
  };
}
