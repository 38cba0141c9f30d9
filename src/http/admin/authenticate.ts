import type { FastifyRequest } from "fastify";
import { readBearer } from "../bearer.ts";
import { HttpProblem } from "../problems/problem.ts";

/** Whether this is the admin token; compares in constant time. */
export type AdminTokenCheck = (token: string) => boolean | Promise<boolean>;

/** Lets a request pass that carries the admin token; stands before anything of it is read. */
export function requireAdminToken(isAdminToken: AdminTokenCheck): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (await isAdminToken(readBearer(request.headers.authorization))) return;
    throw new HttpProblem("key_refused", "The token is not the admin token of this service.");
  };
}
