import { PushError } from "./push-error.mjs";

/**
 * Where and with what to push, or an error that says which option is wrong.
 * @param {import("./index.mjs").ClientOptions} options
 */
export function checkOptions({ url, plugin, key }) {
  refuseBrowser();
  if (typeof plugin !== "string" || plugin === "") throw wrong("plugin", "must be the id of a store plugin");
  // Whatever cannot stand in a header would be quoted in an error of fetch.
  if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key)) {
    throw wrong(
      "key",
      "must be a push key, as `centra-klaviyo key add` prints it; see that the environment variable is set",
    );
  }
  return { key, endpoint: endpointOf(url, plugin) };
}

/**
 * @param {string | URL} url
 * @param {string} plugin
 */
function endpointOf(url, plugin) {
  const base = parseUrl(url);
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== "" || base.password !== "") {
    throw wrong("url", "must be the service's address, such as https://klaviyo.example.com, without a user's name");
  }
  return `${base.origin}${base.pathname.replace(/\/+$/, "")}/v1/plugins/${encodeURIComponent(plugin)}/events`;
}

/** @param {string | URL} url */
function parseUrl(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** A page, a worker of a page, or an app: whatever runs there can be read by whoever uses it. */
function refuseBrowser() {
  const scope = /** @type {Record<string, any>} */ (globalThis);
  const isBrowser =
    typeof scope.window?.document !== "undefined" ||
    typeof scope.importScripts === "function" ||
    scope.navigator?.product === "ReactNative";
  if (!isBrowser) return;
  throw new PushError(
    "browser_refused",
    "This client runs on a server only: a push key in a browser or an app is a key for everybody. " +
      "Call it from your storefront's server, and let the browser call that.",
  );
}

/**
 * @param {string} option
 * @param {string} rule
 */
function wrong(option, rule) {
  return new PushError("options_invalid", `createClient: \`${option}\` ${rule}.`);
}
