import type { Texts } from "./texts.ts";

/** Spanish; tú. */
export const es: Texts = {
  colon: ":",

  "greeting.named": "Hola, {name}:",
  "greeting.plain": "Hola:",

  "order.number": "Número de pedido",
  "order.date": "Fecha del pedido",
  "order.items": "Tus artículos",
  "order.pieces": "{pieces, plural, one {# artículo} other {# artículos}}",
  "order.moreItems": "Tu pedido tiene más artículos de los que podemos mostrar aquí.",
  "order.subtotal": "Subtotal",
  "order.discount": "Descuento",
  "order.shipping": "Envío",
  "order.free": "Gratis",
  "order.handling": "Gastos de gestión",
  "order.other": "Ajuste",
  "order.total": "Total",
  "order.tax": "IVA incluido: {tax}",
  "order.shippingAddress": "Dirección de entrega",
  "order.billingAddress": "Dirección de facturación",
  "order.shippingMethod": "Método de envío",
  "order.payment": "Pago",

  "item.size": "Talla",
  "item.quantity": "Cantidad",

  "shipment.track": "Seguir tu paquete",
  "shipment.trackingNumber": "Número de seguimiento",
  "shipment.carrier": "Transportista",
  "shipment.date": "Fecha de envío",
  "shipment.items": "En este envío",
  "shipment.parcels": "{parcels, plural, one {# paquete} other {# paquetes}}",

  "help.title": "¿Necesitas ayuda?",
  "help.contact": "Contacta con atención al cliente",
  "help.returns": "Cambios y devoluciones",

  "footer.terms": "Condiciones de compra",
  "footer.privacy": "Política de privacidad",
  "footer.service": "Recibes este correo por tu compra o tu cuenta en {shop}.",
  "footer.marketing": "Recibes este correo porque has empezado una compra en {shop}.",
  "footer.unsubscribe": "Darse de baja",

  "placedOrder.subject": "Gracias por tu pedido {order}",
  "placedOrder.preview": "Lo hemos recibido y te escribiremos cuando esté en camino.",
  "placedOrder.heading": "Gracias por tu pedido",
  "placedOrder.intro":
    "Hemos recibido tu pedido y lo estamos preparando. Volverás a saber de nosotros en cuanto esté en camino.",

  "confirmedOrder.subject": "Tu pedido {order} está confirmado",
  "confirmedOrder.preview": "Todo está listo. Ahora preparamos tu paquete.",
  "confirmedOrder.heading": "Tu pedido está confirmado",
  "confirmedOrder.intro":
    "Todo está listo y estamos preparando tu paquete. Te enviaremos un correo cuando salga de nuestro almacén.",

  "cancelledOrder.subject": "Tu pedido {order} se ha cancelado",
  "cancelledOrder.preview": "No se enviará nada y te devolveremos lo que hayas pagado.",
  "cancelledOrder.heading": "Tu pedido se ha cancelado",
  "cancelledOrder.intro":
    "Hemos cancelado tu pedido y no se enviará nada. Si ya has pagado, te devolveremos el dinero por el mismo medio de pago.",
  "cancelledOrder.items": "Artículos cancelados",

  "refundedOrder.subject": "Reembolso de tu pedido {order}",
  "refundedOrder.preview": "Te hemos devuelto {total} por el mismo medio de pago.",
  "refundedOrder.heading": "Tu reembolso está en camino",
  "refundedOrder.intro":
    "Te hemos reembolsado {total} por el mismo medio de pago que utilizaste. Dependiendo de tu banco, puede tardar unos días en aparecer.",
  "refundedOrder.items": "Artículos reembolsados",
  "refundedOrder.total": "Importe reembolsado",

  "shipped.subject": "Tu pedido {order} está en camino",
  "shipped.preview": "Tu paquete ha salido de nuestro almacén.",
  "shipped.heading": "Tu pedido está en camino",
  "shipped.intro": "Buenas noticias: tu paquete ha salido de nuestro almacén y va hacia ti.",

  "outForDelivery.subject": "Tu pedido {order} está en reparto",
  "outForDelivery.preview": "Tu paquete está en la última etapa.",
  "outForDelivery.heading": "Ya casi lo tienes",
  "outForDelivery.intro": "Tu paquete está en reparto y pronto lo tendrás contigo.",

  "delivered.subject": "Tu pedido {order} se ha entregado",
  "delivered.preview": "Tu paquete ha llegado. Esperamos que te guste.",
  "delivered.heading": "Tu pedido ha llegado",
  "delivered.intro": "Tu paquete se ha entregado. Esperamos que lo disfrutes mucho tiempo.",

  "resetPassword.subject": "Elige una nueva contraseña",
  "resetPassword.preview": "Aquí tienes el enlace para tu nueva contraseña en {shop}.",
  "resetPassword.heading": "Elige una nueva contraseña",
  "resetPassword.intro": "Alguien ha pedido una nueva contraseña para tu cuenta en {shop}. Elígela aquí:",
  "resetPassword.button": "Elegir contraseña",
  "resetPassword.link": "Si el botón no funciona, copia esta dirección en tu navegador:",
  "resetPassword.ignore": "Si no has sido tú, no tienes que hacer nada: tu contraseña sigue siendo la misma.",

  "createdAccount.subject": "Te damos la bienvenida a {shop}",
  "createdAccount.preview": "Tu cuenta está lista.",
  "createdAccount.heading": "Te damos la bienvenida a {shop}",
  "createdAccount.intro":
    "Nos alegra que estés aquí. En tu cuenta puedes seguir tus pedidos, guardar tus direcciones y comprar más rápido.",
  "createdAccount.account": "Ir a tu cuenta",
  "createdAccount.shop": "Empezar a comprar",

  "giftCertificate.subject": "Tu tarjeta regalo de {shop}",
  "giftCertificate.preview": "{value} para gastar en lo que quieras.",
  "giftCertificate.heading": "Tu tarjeta regalo",
  "giftCertificate.intro": "Aquí tienes una tarjeta regalo de {shop}. Introduce el código al pagar.",
  "giftCertificate.code": "Código",
  "giftCertificate.validUntil": "Válida hasta el {dueDate}",
  "giftCertificate.button": "Usar la tarjeta regalo",

  "startedCheckout.subject": "Has dejado algo en tu cesta",
  "startedCheckout.preview": "Te lo hemos guardado.",
  "startedCheckout.heading": "¿Aún te lo estás pensando?",
  "startedCheckout.intro": "Has dejado algo en tu cesta. Te lo hemos guardado para que puedas seguir donde lo dejaste.",
  "startedCheckout.button": "Volver a la cesta",
  "startedCheckout.items": "En tu cesta",
};
