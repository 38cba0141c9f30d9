import { HttpProblem } from "../problems/problem.ts";

export interface AdmissionLimits {
  /** Bytes of bodies that may be in the house at once. One request is always let in. */
  readonly maxBytesInFlight: number;
  readonly maxRequestsInFlight: number;
}

/** Keeps what is in memory bounded, however much is pushed at once. */
export interface Admission {
  /**
   * Counts a request in; the answer counts it out, once.
   * @throws HttpProblem overloaded when there is no room.
   */
  enter(bytes: number): () => void;
}

export function createAdmission({ maxBytesInFlight, maxRequestsInFlight }: AdmissionLimits): Admission {
  let bytesInFlight = 0;
  let requestsInFlight = 0;
  return {
    enter(bytes) {
      const isFull = requestsInFlight >= maxRequestsInFlight || bytesInFlight + bytes > maxBytesInFlight;
      if (requestsInFlight > 0 && isFull) {
        throw new HttpProblem(
          "overloaded",
          "More is coming in than can be taken. Send the same request again in a second.",
        );
      }
      requestsInFlight += 1;
      bytesInFlight += bytes;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        requestsInFlight -= 1;
        bytesInFlight -= bytes;
      };
    },
  };
}
