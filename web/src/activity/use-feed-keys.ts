import type { KeyboardEvent } from "react";

/** The button of each row that opens it carries this attribute. */
export const ROW_BUTTON = "data-feed-row";

/**
 * Keys within the feed: j or ↓ the next row, k or ↑ the one before, Home and End, / to the search. Enter opens a row, as it presses
 * any button. They work while the feed has the focus alone, so that none is pressed by a voice or a slip (WCAG 2.1.4).
 */
export function handleFeedKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector<HTMLElement>("[data-search]")?.focus();
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${ROW_BUTTON}]`)];
  const here = rows.findIndex((row) => row.closest("li")?.contains(event.target as Node) === true);
  const target = targetOf(event.key, here, rows.length);
  if (target === null) return;
  event.preventDefault();
  rows[target]?.focus();
}

function targetOf(key: string, here: number, count: number): number | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return Math.min(here + 1, count - 1);
    case "k":
    case "ArrowUp":
      return Math.max(here - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}
