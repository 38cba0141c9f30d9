import { buildWhenStale } from "../../../web/build-when-stale.ts";

/** Once for all browser tests: the web app as the service serves it. */
export default buildWhenStale;
