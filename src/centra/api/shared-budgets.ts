import type { Clock } from "../../clock.ts";
import { createRateBudget, type RateBudget } from "./rate-budget.ts";

/** The budget of an instance, by its address: its limits are shared by all who ask it. */
export type SharedBudgets = (apiUrl: string) => RateBudget;

export function createSharedBudgets(clock: Clock): SharedBudgets {
  const budgets = new Map<string, RateBudget>();
  return (apiUrl) => {
    const budget = budgets.get(apiUrl) ?? createRateBudget(clock);
    budgets.set(apiUrl, budget);
    return budget;
  };
}
