/** Builds the web app unless the build that is there is of these sources. Where its tools are not installed, says so, and the service runs without. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { stampOfBuild, stampOfSources } from "./build-stamp.ts";

/** In a process of its own, so that it is the same build whatever the environment of this one says. */
export async function buildWhenStale(): Promise<void> {
  if (stampOfBuild() === stampOfSources()) return;
  process.stderr.write("Building the web app …\n");
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "build.ts")]);
}

if (import.meta.main) {
  await buildWhenStale().catch((error: unknown) => {
    process.stderr.write(`The web app could not be built: ${error instanceof Error ? error.message : String(error)}\n`);
  });
}
