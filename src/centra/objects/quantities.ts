import { readHistory } from "./read-history.ts";
import type { CentraLine, CentraOrder } from "./read-order.ts";

/** How many pieces of each line, by its id, the order was about at that time. */
export type QuantityAt = (line: CentraLine) => number;

/**
 * Centra's quantities are without cancelled units, and an order is seen as it is now. What it was about before is that and what was
 * cancelled since; where the history does not date it, units count as cancelled after the order was placed and before all else.
 */
export function quantitiesAt(order: CentraOrder, at: string, { asPlaced }: { readonly asPlaced: boolean }): QuantityAt {
  if (asPlaced) return (line) => line.quantity + (line.cancelledQuantity ?? 0);
  const later = readHistory(order.history).cancelledUnits.filter((units) => Date.parse(units.at) > Date.parse(at));
  return (line) => {
    const cancelledLater = later
      .filter(({ lineId }) => lineId === line.id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return line.quantity + Math.min(cancelledLater, line.cancelledQuantity ?? 0);
  };
}
