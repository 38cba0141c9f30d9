import type { Texts } from "./texts.ts";

/** French; vous. */
export const fr: Texts = {
  colon: " :",

  "greeting.named": "Bonjour {name},",
  "greeting.plain": "Bonjour,",

  "order.number": "Numéro de commande",
  "order.date": "Date de commande",
  "order.items": "Vos articles",
  "order.pieces": "{pieces, plural, one {# article} other {# articles}}",
  "order.moreItems": "Votre commande contient plus d’articles que nous ne pouvons en afficher ici.",
  "order.subtotal": "Sous-total",
  "order.discount": "Remise",
  "order.shipping": "Livraison",
  "order.free": "Offerte",
  "order.handling": "Frais de traitement",
  "order.other": "Ajustement",
  "order.total": "Total",
  "order.tax": "Dont TVA {tax}",
  "order.shippingAddress": "Adresse de livraison",
  "order.billingAddress": "Adresse de facturation",
  "order.shippingMethod": "Mode de livraison",
  "order.payment": "Paiement",

  "item.size": "Taille",
  "item.quantity": "Quantité",

  "shipment.track": "Suivre votre colis",
  "shipment.trackingNumber": "Numéro de suivi",
  "shipment.carrier": "Transporteur",
  "shipment.date": "Date d’expédition",
  "shipment.items": "Dans cette livraison",
  "shipment.parcels": "{parcels, plural, one {# colis} other {# colis}}",

  "help.title": "Besoin d’aide ?",
  "help.contact": "Contacter le service client",
  "help.returns": "Retours et échanges",

  "footer.terms": "Conditions générales de vente",
  "footer.privacy": "Politique de confidentialité",
  "footer.service": "Vous recevez cet e-mail en raison de votre achat ou de votre compte chez {shop}.",
  "footer.marketing": "Vous recevez cet e-mail parce que vous avez commencé un achat chez {shop}.",
  "footer.unsubscribe": "Se désabonner",

  "placedOrder.subject": "Merci pour votre commande {order}",
  "placedOrder.preview": "Nous l’avons bien reçue et vous écrirons dès qu’elle sera en route.",
  "placedOrder.heading": "Merci pour votre commande",
  "placedOrder.intro":
    "Nous avons bien reçu votre commande et nous la préparons. Vous aurez de nos nouvelles dès qu’elle sera en route.",

  "confirmedOrder.subject": "Votre commande {order} est confirmée",
  "confirmedOrder.preview": "Tout est prêt. Nous emballons maintenant votre commande.",
  "confirmedOrder.heading": "Votre commande est confirmée",
  "confirmedOrder.intro":
    "Tout est prêt et nous emballons votre commande. Vous recevrez un e-mail lorsqu’elle quittera notre entrepôt.",

  "cancelledOrder.subject": "Votre commande {order} a été annulée",
  "cancelledOrder.preview": "Rien ne sera expédié, et ce que vous avez payé vous sera remboursé.",
  "cancelledOrder.heading": "Votre commande a été annulée",
  "cancelledOrder.intro":
    "Nous avons annulé votre commande et rien ne sera expédié. Si vous avez déjà payé, le montant vous sera remboursé par le moyen de paiement utilisé.",
  "cancelledOrder.items": "Articles annulés",

  "refundedOrder.subject": "Remboursement de votre commande {order}",
  "refundedOrder.preview": "Nous vous avons remboursé {total} sur votre moyen de paiement.",
  "refundedOrder.heading": "Votre remboursement est en route",
  "refundedOrder.intro":
    "Nous avons remboursé {total} sur le moyen de paiement que vous avez utilisé. Selon votre banque, quelques jours peuvent s’écouler avant que la somme n’apparaisse sur votre compte.",
  "refundedOrder.items": "Articles remboursés",
  "refundedOrder.total": "Montant remboursé",

  "shipped.subject": "Votre commande {order} est en route",
  "shipped.preview": "Votre colis a quitté notre entrepôt.",
  "shipped.heading": "Votre commande est en route",
  "shipped.intro": "Bonne nouvelle : votre colis a quitté notre entrepôt et il est en route vers vous.",

  "outForDelivery.subject": "Votre commande {order} est en cours de livraison",
  "outForDelivery.preview": "Votre colis effectue sa dernière étape.",
  "outForDelivery.heading": "Bientôt chez vous",
  "outForDelivery.intro": "Votre colis est en cours de livraison et sera bientôt chez vous.",

  "delivered.subject": "Votre commande {order} a été livrée",
  "delivered.preview": "Votre colis est arrivé. Nous espérons qu’il vous plaira.",
  "delivered.heading": "Votre commande est arrivée",
  "delivered.intro": "Votre colis a été livré. Nous espérons que son contenu vous plaira longtemps.",

  "resetPassword.subject": "Choisissez un nouveau mot de passe",
  "resetPassword.preview": "Voici le lien vers votre nouveau mot de passe chez {shop}.",
  "resetPassword.heading": "Choisissez un nouveau mot de passe",
  "resetPassword.intro": "Un nouveau mot de passe a été demandé pour votre compte chez {shop}. Choisissez-le ici :",
  "resetPassword.button": "Choisir un mot de passe",
  "resetPassword.link": "Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :",
  "resetPassword.ignore":
    "Si vous n’êtes pas à l’origine de cette demande, vous n’avez rien à faire : votre mot de passe reste inchangé.",

  "createdAccount.subject": "Bienvenue chez {shop}",
  "createdAccount.preview": "Votre compte est prêt.",
  "createdAccount.heading": "Bienvenue chez {shop}",
  "createdAccount.intro":
    "Nous sommes ravis de vous accueillir. Votre compte vous permet de suivre vos commandes, d’enregistrer vos adresses et de commander plus vite.",
  "createdAccount.account": "Accéder à votre compte",
  "createdAccount.shop": "Découvrir la boutique",

  "giftCertificate.subject": "Votre carte cadeau {shop}",
  "giftCertificate.preview": "{value} à dépenser selon vos envies.",
  "giftCertificate.heading": "Votre carte cadeau",
  "giftCertificate.intro": "Voici une carte cadeau de {shop}. Saisissez le code au moment du paiement.",
  "giftCertificate.code": "Code",
  "giftCertificate.validUntil": "Valable jusqu’au {dueDate}",
  "giftCertificate.button": "Utiliser la carte cadeau",

  "startedCheckout.subject": "Vous avez oublié quelque chose dans votre panier",
  "startedCheckout.preview": "Nous l’avons gardé pour vous.",
  "startedCheckout.heading": "Vous hésitez encore ?",
  "startedCheckout.intro":
    "Vous avez laissé quelque chose dans votre panier. Nous l’avons gardé pour que vous puissiez reprendre quand vous voulez.",
  "startedCheckout.button": "Revenir au panier",
  "startedCheckout.items": "Dans votre panier",
};
