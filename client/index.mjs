export { createClient } from "./create-client.mjs";
export { PushError } from "./push-error.mjs";
