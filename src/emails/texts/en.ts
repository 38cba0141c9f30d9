/** English. The other languages have the same texts with the same placeholders. */
export const en = {
  colon: ":",

  "greeting.named": "Hi {name},",
  "greeting.plain": "Hello,",

  "order.number": "Order number",
  "order.date": "Order date",
  "order.items": "Your items",
  "order.pieces": "{pieces, plural, one {# item} other {# items}}",
  "order.moreItems": "Your order has more items than fit here.",
  "order.subtotal": "Subtotal",
  "order.discount": "Discount",
  "order.shipping": "Delivery",
  "order.free": "Free",
  "order.handling": "Handling fee",
  "order.other": "Adjustment",
  "order.total": "Total",
  "order.tax": "Includes {tax} VAT",
  "order.shippingAddress": "Delivery address",
  "order.billingAddress": "Billing address",
  "order.shippingMethod": "Delivery method",
  "order.payment": "Payment",

  "item.size": "Size",
  "item.quantity": "Quantity",

  "shipment.track": "Track your parcel",
  "shipment.trackingNumber": "Tracking number",
  "shipment.carrier": "Carrier",
  "shipment.date": "Shipped on",
  "shipment.items": "In this delivery",
  "shipment.parcels": "{parcels, plural, one {# parcel} other {# parcels}}",

  "help.title": "Can we help?",
  "help.contact": "Contact customer service",
  "help.returns": "Returns and exchanges",

  "footer.terms": "Terms and conditions",
  "footer.privacy": "Privacy policy",
  "footer.service": "You are receiving this e-mail because of your purchase or your account with {shop}.",
  "footer.marketing": "You are receiving this e-mail because you began to check out at {shop}.",
  "footer.unsubscribe": "Unsubscribe",

  "placedOrder.subject": "Thank you for your order {order}",
  "placedOrder.preview": "We have received it and will write again when it is on its way.",
  "placedOrder.heading": "Thank you for your order",
  "placedOrder.intro":
    "We have received your order and are getting it ready. You will hear from us again as soon as it is on its way.",

  "confirmedOrder.subject": "Your order {order} is confirmed",
  "confirmedOrder.preview": "Everything is in place. Next we pack your order.",
  "confirmedOrder.heading": "Your order is confirmed",
  "confirmedOrder.intro":
    "Everything is in place and we are packing your order. You will get an e-mail from us when it leaves our warehouse.",

  "cancelledOrder.subject": "Your order {order} has been cancelled",
  "cancelledOrder.preview": "Nothing will be sent, and what you have paid comes back to you.",
  "cancelledOrder.heading": "Your order has been cancelled",
  "cancelledOrder.intro":
    "We have cancelled your order and nothing will be sent. If you have already paid, the money goes back to the payment method you used.",
  "cancelledOrder.items": "Cancelled items",

  "refundedOrder.subject": "Your refund for order {order}",
  "refundedOrder.preview": "{total} is on its way back to you.",
  "refundedOrder.heading": "Your refund is on its way",
  "refundedOrder.intro":
    "We have refunded {total} to the payment method you used. It can take a few days until you see the money, depending on your bank.",
  "refundedOrder.items": "Refunded items",
  "refundedOrder.total": "Refunded",

  "shipped.subject": "Your order {order} is on its way",
  "shipped.preview": "Your parcel has left our warehouse.",
  "shipped.heading": "Your order is on its way",
  "shipped.intro": "Good news: your parcel has left our warehouse and is on its way to you.",

  "outForDelivery.subject": "Your order {order} is out for delivery",
  "outForDelivery.preview": "Your parcel is on its last stretch.",
  "outForDelivery.heading": "Almost there",
  "outForDelivery.intro": "Your parcel is out for delivery and will soon be with you.",

  "delivered.subject": "Your order {order} has been delivered",
  "delivered.preview": "Your parcel has arrived. We hope you like it.",
  "delivered.heading": "Your order has arrived",
  "delivered.intro": "Your parcel has been delivered. We hope you will enjoy what is in it for a long time.",

  "resetPassword.subject": "Choose a new password",
  "resetPassword.preview": "Here is the link to your new password at {shop}.",
  "resetPassword.heading": "Choose a new password",
  "resetPassword.intro": "We have been asked for a new password for your account with {shop}. Choose it here:",
  "resetPassword.button": "Choose a new password",
  "resetPassword.link": "If the button does not work, copy this address into your browser:",
  "resetPassword.ignore": "If it was not you who asked, you need not do anything: your password stays as it is.",

  "createdAccount.subject": "Welcome to {shop}",
  "createdAccount.preview": "Your account is ready.",
  "createdAccount.heading": "Welcome to {shop}",
  "createdAccount.intro":
    "We are glad to have you. In your account you can follow your orders, save your addresses and check out faster.",
  "createdAccount.account": "Go to your account",
  "createdAccount.shop": "Start shopping",

  "giftCertificate.subject": "Your gift card from {shop}",
  "giftCertificate.preview": "{value} to spend on what you like.",
  "giftCertificate.heading": "Your gift card",
  "giftCertificate.intro": "Here is a gift card from {shop}. Enter the code when you check out.",
  "giftCertificate.code": "Code",
  "giftCertificate.validUntil": "Valid until {dueDate}",
  "giftCertificate.button": "Use the gift card",

  "startedCheckout.subject": "You left something in your bag",
  "startedCheckout.preview": "We have kept it for you.",
  "startedCheckout.heading": "Still thinking it over?",
  "startedCheckout.intro": "You left something in your bag. We have kept it, so you can go on where you stopped.",
  "startedCheckout.button": "Back to your bag",
  "startedCheckout.items": "In your bag",
};
