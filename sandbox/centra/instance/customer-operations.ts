import type { ChangeType, Instance, ObjectType } from "./instance.ts";
import type { CustomerRecord, NewsletterRecord, VoucherRecord } from "./records.ts";

/** Someone registers, or orders as a guest. The same e-mail address may have a customer of each kind: Centra merges none. */
export function addCustomer(instance: Instance, given: Omit<CustomerRecord, "id" | "updatedAt">): CustomerRecord {
  const customer = { ...given, id: instance.nextId("customer"), updatedAt: given.createdAt };
  instance.customers.set(customer.id, customer);
  announce(instance, "Customer", "CREATED", customer, customer.marketId);
  return customer;
}

export function addNewsletterSubscription(instance: Instance, given: Omit<NewsletterRecord, "id">): NewsletterRecord {
  const subscription = { ...given, id: instance.nextId("newsletter") };
  instance.newsletters.set(subscription.id, subscription);
  announce(instance, "NewsletterSubscription", "CREATED", subscription, null);
  return subscription;
}

/** A code for a discount, or a gift certificate when a generator made it. */
export function addVoucher(instance: Instance, given: Omit<VoucherRecord, "id">): VoucherRecord {
  const voucher = { ...given, id: instance.nextId("voucher") };
  instance.vouchers.set(voucher.id, voucher);
  announce(instance, "Voucher", "CREATED", voucher, null);
  return voucher;
}

function announce(
  instance: Instance,
  objectType: ObjectType,
  changeType: ChangeType,
  { id, storeId, createdAt }: { readonly id: number; readonly storeId: number; readonly createdAt: number },
  marketId: number | null,
): void {
  instance.announce({ objectType, changeType, reference: id, storeId, marketId, at: createdAt });
}
