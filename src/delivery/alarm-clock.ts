import type { Clock } from "../clock.ts";

export interface AlarmClock {
  /** Rings at the end of this turn of the event loop; many calls ring once. */
  ringNow(): void;
  /** Rings then (monotonic milliseconds), unless it rings earlier for another reason; replaces the time set before. */
  ringAt(at: number): void;
  stop(): void;
}

/** Calls `onRing` when something has changed or a time has come; never within a call of its own. */
export function startAlarmClock(clock: Clock, onRing: () => void): AlarmClock {
  let isStopped = false;
  let isRinging = false;
  let setFor = Number.POSITIVE_INFINITY;
  let sleep = new AbortController();

  const ringNow = () => {
    if (isRinging || isStopped) return;
    isRinging = true;
    setImmediate(() => {
      isRinging = false;
      if (!isStopped) onRing();
    });
  };

  return {
    ringNow,
    ringAt(at) {
      // An earlier ring does no harm, so the clock is set anew only for a time before the one it is set for.
      if (isStopped || at >= setFor) return;
      sleep.abort();
      if (at === Number.POSITIVE_INFINITY) return;
      setFor = at;
      const current = new AbortController();
      sleep = current;
      void clock.sleep(Math.max(1, Math.ceil(at - clock.monotonic())), current.signal).then(() => {
        if (current.signal.aborted) return;
        setFor = Number.POSITIVE_INFINITY;
        ringNow();
      });
    },
    stop() {
      isStopped = true;
      sleep.abort();
    },
  };
}
