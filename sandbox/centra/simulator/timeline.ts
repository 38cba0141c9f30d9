/** What is going to happen in the shop, in the order of its times; of equal times what was planned first comes first. */
export interface Timeline {
  /** The time of what happened last, milliseconds since the epoch. */
  now(): number;
  /** Times are whole seconds, as Centra's are. A time that is past is now. */
  plan(atMs: number, happen: (atMs: number) => void): void;
  /** When the next thing happens; null when nothing is planned. */
  nextAt(): number | null;
  /** Lets the next thing happen; false when there is none. */
  step(): boolean;
}

interface Planned {
  readonly at: number;
  readonly sequence: number;
  readonly happen: (atMs: number) => void;
}

export function createTimeline(startsAtMs: number): Timeline {
  const heap: Planned[] = [];
  let now = wholeSeconds(startsAtMs);
  let sequence = 0;

  return {
    now: () => now,
    plan(atMs, happen) {
      sequence += 1;
      heap.push({ at: Math.max(now, wholeSeconds(atMs)), sequence, happen });
      riseLast(heap);
    },
    nextAt: () => heap[0]?.at ?? null,
    step() {
      const next = heap[0];
      if (next === undefined) return false;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sinkFirst(heap);
      }
      now = next.at;
      next.happen(now);
      return true;
    },
  };
}

function wholeSeconds(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.sequence < other.sequence);
}

function riseLast(heap: Planned[]): void {
  let index = heap.length - 1;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parentIndex)) return;
    index = parentIndex;
  }
}

function sinkFirst(heap: Planned[]): void {
  let index = 0;
  for (;;) {
    const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
    if (left === undefined) return;
    const childIndex = 2 * index + (right !== undefined && isBefore(right, left) ? 2 : 1);
    if (!swapIfBefore(heap, childIndex, index)) return;
    index = childIndex;
  }
}

function swapIfBefore(heap: Planned[], index: number, otherIndex: number): boolean {
  const [one, other] = [heap[index], heap[otherIndex]];
  if (one === undefined || other === undefined || !isBefore(one, other)) return false;
  heap[index] = other;
  heap[otherIndex] = one;
  return true;
}
