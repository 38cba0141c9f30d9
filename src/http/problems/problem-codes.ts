import { ACCESS_PROBLEMS } from "./codes/access.ts";
import { EXPORT_PROBLEMS } from "./codes/exports.ts";
import { PLUGIN_PROBLEMS } from "./codes/plugins.ts";
import { REQUEST_PROBLEMS } from "./codes/requests.ts";

/** Every error that the HTTP API answers with. docs/errors.md and the error page are made from it. */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...ACCESS_PROBLEMS,
  ...PLUGIN_PROBLEMS,
  ...EXPORT_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Whether an error's own code is one that the API answers with. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && Object.hasOwn(PROBLEMS, code);
}

/** Every code, by its status. */
export function problemCodes(): ProblemCode[] {
  return Object.keys(PROBLEMS)
    .filter(isProblemCode)
    .toSorted((one, other) => PROBLEMS[one].status - PROBLEMS[other].status);
}
