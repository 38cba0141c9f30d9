export interface PriorityQueue<T> {
  readonly size: number;
  peek(): T | undefined;
  push(item: T): void;
  pop(): T | undefined;
}

/** A binary heap: what `comesBefore` says is first comes out first. */
export function createPriorityQueue<T>(comesBefore: (a: T, b: T) => boolean): PriorityQueue<T> {
  const heap: T[] = [];

  const settleAt = (start: number, item: T) => {
    let index = start;
    for (let parent = (index - 1) >> 1; index > 0; parent = (index - 1) >> 1) {
      const above = heap[parent];
      if (above === undefined || !comesBefore(item, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = item;
  };

  const sinkFromTop = (item: T) => {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      let first = left;
      if (right !== undefined && comesBefore(right, left)) {
        first = right;
        child++;
      }
      if (!comesBefore(first, item)) break;
      heap[index] = first;
      index = child;
    }
    heap[index] = item;
  };

  return {
    get size() {
      return heap.length;
    },
    peek: () => heap[0],
    push: (item) => settleAt(heap.length, item),
    pop() {
      const top = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sinkFromTop(last);
      return top;
    },
  };
}
