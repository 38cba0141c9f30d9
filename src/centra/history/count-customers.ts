import { z } from "zod";
import type { CentraSession } from "../sync/session.ts";

const countersSchema = z.object({ customers: z.int().nonnegative() });

/** How many customers, guests among them, were made at a moment or later; null when Centra does not tell. Throws CentraFailure. */
export async function countCustomers(session: CentraSession, since: number): Promise<number | null> {
  const answer = await session.ask("customersCounted", { from: new Date(since).toISOString() });
  return countersSchema.safeParse(answer?.data.counters).data?.customers ?? null;
}
