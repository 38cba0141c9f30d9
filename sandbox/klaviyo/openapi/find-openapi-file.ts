import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Klaviyo's own description of its API is not part of this repository; tests use it where it lies beside it, as it does in CI. */
const BESIDE_THE_REPOSITORY = "../shared/reference/klaviyo-openapi-2026-07-15.json";

/** Path of Klaviyo's OpenAPI file, for the option `validateOpenApi`; undefined when it is not there. */
export function findOpenApiFile(): string | undefined {
  const path = resolve(import.meta.dirname, "../../..", BESIDE_THE_REPOSITORY);
  return existsSync(path) ? path : undefined;
}
