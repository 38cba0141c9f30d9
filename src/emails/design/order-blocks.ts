import { facts, paragraph, rule, smallPrint, space, subheading } from "./blocks.ts";
import { COLON, COLOR_STAND_INS as COLOR, text } from "./slots.ts";

/** So many items keep a mail well under the 102 kB at which Gmail cuts. */
const SHOWN_ITEMS = 25;

const CELL = `border-top:1px solid ${COLOR.borderColor};padding:16px 0;vertical-align:top;`;
const MUTED = `color:${COLOR.mutedColor};font-size:13px;`;

/** The items with picture, name, size and quantity; in a mail about money also with what each line costs. */
export function items(title: string, { prices }: { readonly prices: boolean }): string[] {
  return [
    subheading(title, text("order.pieces")),
    space(12),
    `<mj-table css-class="ink" role="presentation">{% for item in event.Items|slice:":${SHOWN_ITEMS}" %}${itemRow(prices)}{% endfor %}</mj-table>`,
    `<mj-raw>{% if event.ItemCount > ${SHOWN_ITEMS} %}</mj-raw>${smallPrint(text("order.moreItems"), "12px 0 0")}<mj-raw>{% endif %}</mj-raw>`,
  ];
}

function itemRow(prices: boolean): string {
  const picture = `{% if item.ImageURL %}<img class="picture" src="{{ item.ImageURL }}" alt="" width="88" style="display:block;width:88px;height:auto;border:0;">{% else %}<div class="picture surface" style="width:88px;height:110px;background-color:${COLOR.surfaceColor};font-size:0;">&nbsp;</div>{% endif %}`;
  const name = `{% if item.ProductURL %}<a href="{{ item.ProductURL }}" style="color:${COLOR.textColor};text-decoration:none;">{{ item.ProductName }}</a>{% else %}{{ item.ProductName }}{% endif %}`;
  const detail = (content: string) => `<br><span class="muted" style="${MUTED}">${content}</span>`;
  const about = [
    `<span style="font-weight:500;">${name}</span>`,
    `{% if item.VariantName and item.VariantName not in item.ProductName %}${detail("{{ item.VariantName }}")}{% endif %}`,
    `{% if item.Size %}${detail(`${text("item.size")}${COLON} {{ item.Size }}`)}{% endif %}`,
    detail(`${text("item.quantity")}${COLON} {{ item.Quantity }}`),
  ].join("");
  const before = `{% if item.Discounted %}<br><s class="muted" style="${MUTED}">{{ item.OriginalPriceInCustomerCurrencyFormatted }}</s>{% endif %}`;
  const price = prices
    ? `<td class="rule" align="right" style="${CELL}padding-left:12px;white-space:nowrap;">{{ item.GrossPaidPriceInCustomerCurrencyFormatted }}${before}</td>`
    : "";
  return `<tr><td class="rule picture-cell" width="104" style="${CELL}">${picture}</td><td class="rule" style="${CELL}word-break:break-word;">${about}</td>${price}</tr>`;
}

/** Subtotal to total; rows that are nought are left out. Of a refund that is delivery, too, which was not free: it stays paid. */
export function totals(label: string, { isRefund }: { readonly isRefund: boolean }): string[] {
  const row = (name: string, amount: string) =>
    `<tr><td style="padding:3px 0;">${name}</td><td align="right" style="padding:3px 0;white-space:nowrap;">${amount}</td></tr>`;
  const paidShipping = row(text("order.shipping"), "{{ event.Shipping.CostInCustomerCurrencyFormatted }}");
  const freeShipping = isRefund ? "" : `{% else %}${row(text("order.shipping"), text("order.free"))}`;
  const rows = [
    `{% if event.ItemCount %}${row(text("order.subtotal"), "{{ event.SubtotalInCustomerCurrencyFormatted }}")}{% endif %}`,
    `{% if event.HasDiscount %}${row(`${text("order.discount")}{% if event.DiscountCode %} ({{ event.DiscountCode }}){% endif %}`, "&minus;{{ event.DiscountValueInCustomerCurrencyFormatted }}")}{% endif %}`,
    `{% if event.HasShippingCost %}${paidShipping}${freeShipping}{% endif %}`,
    `{% if event.HasHandlingCost %}${row(text("order.handling"), "{{ event.Handling.CostInCustomerCurrencyFormatted }}")}{% endif %}`,
    `{% if event.HasOtherAmount${isRefund ? " and event.ItemCount" : ""} %}${row(text("order.other"), "{{ event.OtherAmountInCustomerCurrencyFormatted }}")}{% endif %}`,
  ];
  const total = `<tr><td class="rule" style="${TOTAL_CELL}">${label}</td><td class="rule" align="right" style="${TOTAL_CELL}white-space:nowrap;">{{ event.GrossPaidPriceInCustomerCurrencyFormatted }}</td></tr>`;
  const tax = `{% if event.HasTax %}<tr><td colspan="2" class="muted" align="right" style="${MUTED}padding-top:4px;">${text("order.tax")}</td></tr>{% endif %}`;
  return [
    rule(),
    space(13),
    `<mj-table css-class="ink" role="presentation">${rows.join("")}<tr><td colspan="2" style="height:10px;font-size:0;line-height:10px;">&nbsp;</td></tr>${total}${tax}</mj-table>`,
  ];
}

/** What the items cost, before delivery. */
export function subtotal(): string[] {
  const cells = `<td class="rule" style="${TOTAL_CELL}">${text("order.subtotal")}</td><td class="rule" align="right" style="${TOTAL_CELL}white-space:nowrap;">{{ event.SubtotalInCustomerCurrencyFormatted }}</td>`;
  return [`<mj-table css-class="ink" role="presentation"><tr>${cells}</tr></mj-table>`];
}

const TOTAL_CELL = `border-top:1px solid ${COLOR.borderColor};padding:14px 0 0;font-size:16px;font-weight:600;`;

export function orderFacts(): string {
  return facts([
    { label: text("order.number"), value: "{{ event.OrderId }}" },
    { label: text("order.date"), value: "{{ event.CreatedDateFormatted }}" },
  ]);
}

/** Delivery and billing address side by side, on a phone one above the other. */
export function addresses(): string {
  return pair(addressColumn("ShippingAddress"), addressColumn("BillingAddress"));
}

export function shippingAddress(): string {
  return pair(addressColumn("ShippingAddress"));
}

/** How it is sent and paid. */
export function methods(): string {
  const column = (title: string, variable: string) => titled(title, `{{ ${variable} }}`, variable);
  return pair(
    column(text("order.shippingMethod"), "event.Shipping.Method"),
    column(text("order.payment"), "event.MethodForPayment"),
  );
}

function addressColumn(field: AddressField): string {
  const title = text(field === "ShippingAddress" ? "order.shippingAddress" : "order.billingAddress");
  return titled(title, addressLines(field), `event.${field}.LastName or event.${field}.Address1`);
}

function pair(...columns: readonly string[]): string {
  return `<mj-section css-class="edge" padding="0 40px">${columns.join("")}</mj-section>`;
}

/** A column that is empty when its condition fails, so that the other one keeps its place. */
function titled(title: string, content: string, condition: string): string {
  return `<mj-column padding="0 0 20px"><mj-text css-class="ink" font-size="14px" padding="0 16px 0 0">{% if ${condition} %}<h2 style="margin:0 0 4px;font-size:14px;line-height:1.5;font-weight:600;">${title}</h2>${content}{% endif %}</mj-text></mj-column>`;
}

type AddressField = "ShippingAddress" | "BillingAddress";

function addressLines(field: AddressField): string {
  const part = (name: string) => `event.${field}.${name}`;
  const line = (name: string) => `{% if ${part(name)} %}{{ ${part(name)} }}<br>{% endif %}`;
  return [
    `{{ ${part("FirstName")} }} {{ ${part("LastName")} }}<br>`,
    ...["Company", "Address1", "Address2"].map(line),
    `{{ ${part("Zip")} }} {{ ${part("City")} }}<br>`,
    ...["Region", "CountryFormatted"].map(line),
  ].join("");
}

export function intro(content: string): string {
  return paragraph(content, "0 0 28px");
}
