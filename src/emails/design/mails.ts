import { createdAccountMail, resetPasswordMail } from "./account-mails.ts";
import { checkoutMail } from "./checkout-mail.ts";
import { giftCertificateMail } from "./gift-certificate-mail.ts";
import type { MailDesign } from "./mail-design.ts";
import { orderMail } from "./order-mails.ts";
import { shipmentMail, shipmentUpdateMail } from "./shipment-mails.ts";

/** Every mail by the name of its layouts. */
export const MAIL_DESIGNS: Readonly<Record<string, MailDesign>> = {
  "placed-order": orderMail({
    heading: "placedOrder.heading",
    intro: "placedOrder.intro",
    items: "order.items",
    total: "order.total",
    goesOut: true,
  }),
  "confirmed-order": orderMail({
    heading: "confirmedOrder.heading",
    intro: "confirmedOrder.intro",
    items: "order.items",
    total: "order.total",
    goesOut: true,
  }),
  "cancelled-order": orderMail({
    heading: "cancelledOrder.heading",
    intro: "cancelledOrder.intro",
    items: "cancelledOrder.items",
    total: "order.total",
  }),
  "refunded-order": orderMail({
    heading: "refundedOrder.heading",
    intro: "refundedOrder.intro",
    items: "refundedOrder.items",
    total: "refundedOrder.total",
    isRefund: true,
  }),
  "shipping-update": shipmentUpdateMail(),
  shipped: shipmentMail({ heading: "shipped.heading", intro: "shipped.intro" }),
  "out-for-delivery": shipmentMail({ heading: "outForDelivery.heading", intro: "outForDelivery.intro" }),
  delivered: shipmentMail({ heading: "delivered.heading", intro: "delivered.intro" }),
  "reset-password": resetPasswordMail(),
  "created-account": createdAccountMail(),
  "gift-certificate": giftCertificateMail(),
  "started-checkout": checkoutMail(),
};
