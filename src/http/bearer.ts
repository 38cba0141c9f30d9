import { HttpProblem } from "./problems/problem.ts";

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;

/**
 * The token of an `Authorization: Bearer` header (RFC 6750).
 * @throws HttpProblem key_missing when there is none.
 */
export function readBearer(authorization: string | undefined): string {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) {
    throw new HttpProblem("key_missing", "The request has no key. Send the header `Authorization: Bearer <key>`.");
  }
  return token;
}
