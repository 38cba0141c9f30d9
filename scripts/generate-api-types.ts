/** Writes the types of the web app's API client from the running API's own description. Not committed: `npm run check` and editors' first use make it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openOfflineApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import type { OpenApiDocument } from "../src/http/openapi/build-openapi.ts";
import { apiTypes } from "./api-types.ts";

const target = resolve(import.meta.dirname, "../web/src/api/api-types.ts");
const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-api-types-"));
const app = await openOfflineApp(readConfig({ DATA_DIR: dataDir }));
try {
  const description: OpenApiDocument = JSON.parse((await app.http.inject("/openapi.json")).body);
  await writeFile(target, await apiTypes(description));
} finally {
  await app.stop();
  await rm(dataDir, { recursive: true });
}
