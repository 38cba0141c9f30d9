import { buildEvent } from "./build-event.mjs";
import { checkOptions } from "./check-options.mjs";
import { PushError } from "./push-error.mjs";
import { sendRequest } from "./send-request.mjs";
import { splitEvents } from "./split-events.mjs";
import { writeJson } from "./write-json.mjs";

/** @typedef {import("./index.mjs").CommerceEventType} Type */
/** @typedef {import("./index.mjs").EventOptions & import("./index.mjs").PushOptions} Options */

/** @type {import("./index.mjs").ClientClock} */
const systemClock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** @type {typeof import("./index.mjs").createClient} */
export function createClient(options) {
  const { source = `/shops/${options.plugin}`, clock = systemClock } = options;
  const sender = {
    ...checkOptions(options),
    clock,
    random: options.random ?? Math.random,
    // Looked up at each call, since some frameworks and tracers put their own in its place later.
    fetch: options.fetch ?? ((/** @type {any} */ input, /** @type {any} */ init) => globalThis.fetch(input, init)),
    timeoutMs: options.timeoutMs ?? 10_000,
    giveUpAfterMs: options.giveUpAfterMs ?? 30_000,
  };

  /**
   * @param {Type} type
   * @param {any} data
   * @param {import("./index.mjs").EventOptions} [eventOptions]
   * @returns {Promise<any>}
   */
  const event = (type, data, { id, time, source: ownSource = source } = {}) =>
    buildEvent(type, data, { source: ownSource, id, time, now: clock.now() });

  /**
   * @param {unknown} one
   * @param {import("./index.mjs").PushOptions} options
   */
  async function pushOne(one, { lane, signal }) {
    const [result] = await sendRequest(sender, { body: writeJson(one), count: null, lane, signal });
    return result;
  }

  /**
   * @param {readonly unknown[]} events
   * @param {import("./index.mjs").PushOptions} options
   */
  async function pushMany(events, { lane, signal }) {
    /** @type {import("./index.mjs").PushResult[]} */
    const results = [];
    try {
      for (const batch of splitEvents(events)) {
        results.push(...(await sendRequest(sender, { ...batch, lane, signal })));
      }
    } catch (error) {
      if (error instanceof PushError) error.results = results;
      throw error;
    }
    const counts = { accepted: 0, duplicate: 0, held: 0, skipped: 0, refused: 0 };
    for (const { status } of results) counts[status] += 1;
    return { results, counts };
  }

  /** @returns {Promise<any>} */
  const push = (/** @type {any} */ events, /** @type {import("./index.mjs").PushOptions} */ pushOptions = {}) =>
    Array.isArray(events) ? pushMany(events, pushOptions) : pushOne(events, pushOptions);

  /** @param {Type} type */
  const pushOf =
    (type) =>
    async (/** @type {any} */ data, /** @type {Options} */ own = {}) =>
      push(await event(type, data, own), own);

  return {
    event,
    push,
    orderPlaced: pushOf("order.placed"),
    orderConfirmed: pushOf("order.confirmed"),
    orderCancelled: pushOf("order.cancelled"),
    orderRefunded: pushOf("order.refunded"),
    shipmentUpdated: pushOf("shipment.updated"),
    checkoutStarted: pushOf("checkout.started"),
    customerCreated: pushOf("customer.created"),
    passwordResetRequested: pushOf("customer.password_reset_requested"),
    giftCertificateIssued: pushOf("gift_certificate.issued"),
  };
}
