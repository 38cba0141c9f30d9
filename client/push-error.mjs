/** Why a push failed. `index.d.mts` describes its members. It never holds the key or what was pushed. */
export class PushError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {Partial<Omit<import("./index.mjs").PushError, "code" | keyof Error>> & { cause?: unknown }} [details]
   */
  constructor(code, message, details = {}) {
    const {
      status = null,
      retryable = false,
      retryAfterMs = null,
      faults = [],
      results = [],
      instance = null,
    } = details;
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.name = "PushError";
    this.code = code;
    this.status = status;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
    this.faults = faults;
    this.results = results;
    this.instance = instance;
  }
}
