import type { ProblemKind } from "./problem-kind.ts";

/** A plugin, its connections, and its mails. */
export const PLUGIN_PROBLEMS = {
  plugin_not_found: {
    status: 404,
    retryable: false,
    title: "No such plugin",
    whatToDo: "Check the plugin's id in the path; `centra-klaviyo plugin list` shows them.",
  },
  key_not_found: {
    status: 404,
    retryable: false,
    title: "No such key",
    whatToDo: "List the plugin's keys and use an id from there.",
  },
  plugin_exists: {
    status: 409,
    retryable: false,
    title: "There is a plugin with this id already",
    whatToDo: "Choose another id, or change the plugin that is there.",
  },
  plugin_changed: {
    status: 409,
    retryable: false,
    title: "The plugin was changed meanwhile",
    whatToDo: "Read the plugin again, and repeat the change with its current version.",
  },
  settings_invalid: {
    status: 422,
    retryable: false,
    title: "The plugin's settings are not valid",
    whatToDo: "Mend what `errors` names: each has a JSON pointer into the body and a sentence.",
  },
  klaviyo_key_missing: {
    status: 409,
    retryable: false,
    title: "The plugin has no private key",
    whatToDo: "Create a private key in Klaviyo, Settings > API keys, and put it into API private key.",
  },
  centra_not_connected: {
    status: 404,
    retryable: false,
    title: "The plugin is not connected to Centra",
    whatToDo: "Enter the Integration API's address and token: `centra-klaviyo centra set`.",
  },
  centra_failed: {
    status: 502,
    retryable: true,
    title: "Centra did not answer as it should",
    whatToDo: "See what `centra-klaviyo doctor` finds; `detail` has Centra's own words.",
  },
  webhook_unknown: {
    status: 404,
    retryable: false,
    title: "No webhooks are taken here",
    whatToDo: "Check the plugin's id in the address, and enter the endpoint secret: `centra-klaviyo centra set`.",
  },
  webhook_refused: {
    status: 403,
    retryable: false,
    title: "The webhook's signature is not accepted",
    whatToDo: "Enter the same endpoint secret in Centra and here, and set this machine's clock by NTP.",
  },
  email_text_faulty: {
    status: 422,
    retryable: false,
    title: "A text cannot become part of the mail",
    whatToDo:
      "Mend what `errors` names: placeholders such as {order} that the mail has, and tags of Klaviyo's language that are complete.",
  },
  provisioning_run_not_found: {
    status: 404,
    retryable: false,
    title: "Nothing was set up in Klaviyo yet",
    whatToDo: "Begin with a plan: `centra-klaviyo emails plan`.",
  },
  provisioning_runs: {
    status: 409,
    retryable: true,
    title: "The plugin's mails are being set up already",
    whatToDo: "Wait until the run has ended; `centra-klaviyo emails status` shows how far it is.",
  },
  provisioning_impossible: {
    status: 409,
    retryable: false,
    title: "The plugin's mails cannot be set up as things are",
    whatToDo: "See `detail`: keys, the account's sender address, or the account that the key belongs to.",
  },
  klaviyo_setup_failed: {
    status: 502,
    retryable: true,
    title: "Klaviyo did not let the mails be set up",
    whatToDo:
      "See `detail`, which has Klaviyo's own words: a missing scope needs a new private key, a limit needs time.",
  },
} as const satisfies Record<string, ProblemKind>;
