import sparticuz from "@sparticuz/chromium";
import { buildWhenStale } from "../../../web/build-when-stale.ts";

/** Once for all browser tests: the web app as the service serves it, and Chromium unpacked, before several processes want it at once. */
export default async function setUp(): Promise<void> {
  await buildWhenStale();
  await sparticuz.executablePath();
}
