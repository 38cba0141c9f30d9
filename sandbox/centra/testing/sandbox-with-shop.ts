import { systemClock } from "../../../src/clock.ts";
import type { CentraSandboxOptions } from "../options.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { createShop, type Shop } from "../simulator/create-shop.ts";

export const SHOP_STARTS_AT = Date.UTC(2026, 5, 1, 8);

/** A sandbox in which so many orders have lived their lives. */
export async function startWithShop(
  orders: number,
  options: CentraSandboxOptions = {},
  seed = 7,
): Promise<{ readonly sandbox: CentraSandbox; readonly shop: Shop }> {
  const sandbox = await startCentraSandbox({ plan: "off", ...options });
  const shop = createShop({ seed, instance: sandbox.instance, clock: systemClock, startsAt: SHOP_STARTS_AT });
  await shop.run({ orders });
  return { sandbox, shop };
}
