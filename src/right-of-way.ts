import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** Live events that come without end, or one that is stuck, slow history down, but never stop it. */
const LONGEST_WAIT_MS = 15;

/**
 * Who goes first in this process: what is live, from its intake to its request, before what is not. A live event passes some turns of the
 * event loop on its way, and in each of them it would wait for whatever steps of history are due there.
 */
export interface RightOfWay {
  /** Something live is under way, until the returned function is called. */
  enter(): () => void;
  /**
   * For all else, before each step of a few milliseconds at most: resolves in a turn of the event loop that no other such step has, when
   * nothing live is under way, or has been for 15 ms.
   */
  wait(): Promise<void>;
}

export function createRightOfWay(clock: Pick<Clock, "monotonic" | "sleep">): RightOfWay {
  const waiting: { readonly since: number; readonly go: () => void }[] = [];
  let underWay = 0;
  let isLettingPass = false;
  let untilFree = new AbortController();

  async function letPass(): Promise<void> {
    isLettingPass = true;
    for (;;) {
      await nextTurn();
      const [first] = waiting;
      if (first === undefined) break;
      const leftMs = first.since + LONGEST_WAIT_MS - clock.monotonic();
      if (underWay > 0 && leftMs > 0) {
        untilFree = new AbortController();
        await clock.sleep(Math.ceil(leftMs), untilFree.signal);
        continue;
      }
      waiting.shift();
      first.go();
    }
    isLettingPass = false;
  }

  return {
    enter() {
      let hasLeft = false;
      underWay++;
      return () => {
        if (hasLeft) return;
        hasLeft = true;
        underWay--;
        if (underWay === 0) untilFree.abort();
      };
    },
    wait() {
      return new Promise((go) => {
        waiting.push({ since: clock.monotonic(), go });
        if (!isLettingPass) void letPass();
      });
    },
  };
}
