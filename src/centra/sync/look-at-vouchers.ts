import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { giftCertificateEvent, isGiftCertificate, orderOfVoucher, readVoucher } from "../objects/voucher-events.ts";
import { type Look, wholeEntries } from "./look.ts";
import { fetchOrders, isOfStore, type LookContext, unseenProblem, unusableProblem } from "./look-at-orders.ts";
import type { NewProblem } from "./problem-store.ts";

const ISSUED = "issued";

/** Looks at vouchers, and tells of gift certificates that were issued since the plugin was connected. Throws CentraFailure. */
export async function lookAtVouchers(ids: readonly string[], context: LookContext): Promise<Look> {
  const { session, pluginId, baseline } = context;
  const answer = await session.ask("vouchers", { ids: ids.map(Number), limit: ids.length }, ids.length);
  const { whole, isComplete, reason } = wholeEntries("vouchers", answer ?? { data: { vouchers: [] }, errors: [] });
  const vouchers = whole.map(readVoucher).filter((voucher) => voucher !== null);
  const toldBefore = await context.told.read(
    pluginId,
    "voucher",
    vouchers.map(({ id }) => id),
  );
  const news = vouchers.filter((voucher) => {
    const isOld = baseline.voucherId !== null && Number(voucher.id) <= baseline.voucherId;
    const isTold = toldBefore.get(voucher.id)?.has(ISSUED) === true;
    return isGiftCertificate(voucher) && isOfStore(voucher, session) && !isOld && !isTold;
  });
  const orders = await fetchOrders(session, [...new Set(news.flatMap((voucher) => orderOfVoucher(voucher) ?? []))]);

  const seen = new Set(vouchers.map(({ id }) => id));
  const unseen = new Set(isComplete ? [] : ids.filter((id) => !seen.has(id)));
  const told = new Map<string, ReadonlySet<string>>();
  const events: CommerceEvent[] = [];
  const problems: NewProblem[] = [];
  for (const voucher of news) {
    const number = orderOfVoucher(voucher);
    const order = orders.orders.get(number ?? "");
    if (number !== undefined && orders.unseen.has(number)) {
      unseen.add(voucher.id);
    } else if (order === undefined) {
      problems.push(
        unusableProblem("voucher", voucher.id, "it belongs to no order, so that nobody is known to get the mail."),
      );
    } else {
      const made = giftCertificateEvent(voucher, order, session.source, session);
      if (made.ok) {
        events.push(made.event);
        told.set(voucher.id, new Set([ISSUED]));
      } else problems.push(unusableProblem("voucher", voucher.id, made.fault));
    }
  }
  problems.push(...[...unseen].map((id) => unseenProblem("voucher", id, reason || orders.reason)));
  return { events, told, toldKind: "voucher", unseen, problems };
}
