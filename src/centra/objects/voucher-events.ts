import { z } from "zod";
import { amountText, rateText, sizeOf } from "./amounts.ts";
import { emailOf, type OrderContext } from "./commerce-order.ts";
import { countryCode, cut, languageOf, placeOf, webAddress } from "./commerce-parts.ts";
import { checkEvent, type Told } from "./order-events.ts";
import type { CentraOrder } from "./read-order.ts";
import { listOf, money, text, time } from "./values.ts";

const orderReference = z
  .object({ number: z.union([z.string(), z.number()]).transform(String) })
  .optional()
  .catch(undefined);

const voucherSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: text,
  code: text,
  url: text,
  createdAt: time,
  startAt: time,
  stopAt: time,
  description: text,
  giftMessage: text,
  friend: text,
  recipientName: text,
  store: z.object({ id: text }).optional().catch(undefined),
  giftCertificateGenerator: z.object({ id: text, name: text, description: text }).optional().catch(undefined),
  initialValue: money,
  value: money,
  actions: listOf(
    z.object({
      result: z
        .object({ reusableValues: listOf(z.object({ remainingValue: money, originalValue: money })) })
        .optional()
        .catch(undefined),
    }),
  ),
  order: orderReference,
  originatingOrder: orderReference,
});

export type CentraVoucher = z.output<typeof voucherSchema>;

export function readVoucher(value: unknown): CentraVoucher | null {
  return voucherSchema.safeParse(value).data ?? null;
}

/** A voucher that a generator made is a gift certificate that somebody bought (Centra, Gift certificates). */
export function isGiftCertificate(voucher: CentraVoucher): boolean {
  return voucher.giftCertificateGenerator !== undefined;
}

/** Number of the order in which it was bought. */
export function orderOfVoucher(voucher: CentraVoucher): string | undefined {
  return (voucher.originatingOrder ?? voucher.order)?.number;
}

/** The mail goes to who bought it; Centra has no field for who is given it. */
export function giftCertificateEvent(
  voucher: CentraVoucher,
  order: CentraOrder,
  source: string,
  { baseCurrency }: Pick<OrderContext, "baseCurrency">,
): Told {
  const worth = worthOf(voucher);
  const rate = worth?.conversionRate ?? order.baseGrandTotal?.conversionRate;
  const hasRate = rate !== undefined && baseCurrency !== null;
  return checkEvent({
    specversion: "1.0",
    id: `centra-voucher-${voucher.id}-issued`,
    source,
    type: "gift_certificate.issued",
    time: voucher.createdAt ?? voucher.startAt ?? order.createdAt,
    subject: voucher.id,
    data: {
      giftCertificate: {
        id: voucher.id,
        name: cut(voucher.name ?? voucher.giftCertificateGenerator?.name, 500),
        code: cut(voucher.code, 200),
        link: webAddress(voucher.url),
        message: cut(voucher.giftMessage ?? order.giftMessage, 20_000),
        description: cut(voucher.description ?? voucher.giftCertificateGenerator?.description, 20_000),
        friend: cut(voucher.friend ?? voucher.recipientName, 500),
        issuedAt: voucher.createdAt ?? voucher.startAt,
        dueAt: voucher.stopAt,
        amount: worth === undefined ? undefined : amountText(sizeOf(worth)),
        currency: worth?.currency?.code ?? order.baseGrandTotal?.currency?.code,
        baseCurrency: hasRate ? baseCurrency : undefined,
        conversionRate: hasRate ? rateText(rate) : undefined,
      },
      customer: {
        id: order.customer?.id,
        email: emailOf(order),
        firstName: cut(order.customer?.firstName, 200),
        lastName: cut(order.customer?.lastName, 200),
      },
      market: placeOf(order.market),
      pricelist: placeOf(order.pricelist),
      country: countryCode(order.country?.code ?? order.shippingAddress?.country?.code),
      siteLanguage: languageOf(order.language),
    },
  });
}

/** What it was worth at first; what is left of it only where that is not told. */
function worthOf(voucher: CentraVoucher) {
  const values = voucher.actions.flatMap(({ result }) => result?.reusableValues ?? []);
  return (
    voucher.initialValue ??
    voucher.value ??
    values.find(({ originalValue }) => originalValue !== undefined)?.originalValue ??
    values.find(({ remainingValue }) => remainingValue !== undefined)?.remainingValue
  );
}
