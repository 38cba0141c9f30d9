interface ProblemKind {
  readonly status: number;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** One line, the same for every occurrence. */
  readonly title: string;
  /** What the caller does about it. */
  readonly whatToDo: string;
}

/** Every error that the HTTP API answers with. docs/errors.md and the error page are made from it. */
export const PROBLEMS = {
  malformed_request: {
    status: 400,
    retryable: false,
    title: "The request is not valid HTTP",
    whatToDo: "Check the request line, the headers and the declared length of the body.",
  },
  malformed_json: {
    status: 400,
    retryable: false,
    title: "The body is not valid JSON",
    whatToDo:
      "Send one JSON document in UTF-8; for several events a JSON array, or one JSON object a line as application/x-ndjson.",
  },
  key_missing: {
    status: 401,
    retryable: false,
    title: "No key",
    whatToDo:
      "Send the header `Authorization: Bearer <key>` with a push key of the plugin, or with the admin token for /v1/admin.",
  },
  key_refused: {
    status: 401,
    retryable: false,
    title: "The key is not valid",
    whatToDo:
      "Check that the key belongs to this plugin and has not been revoked; make a new one with `centra-klaviyo key add`.",
  },
  session_ended: {
    status: 401,
    retryable: false,
    title: "Your session has ended",
    whatToDo:
      "Sign in again. A session ends after 24 hours without use, after 14 days, and when the password is changed.",
  },
  sign_in_refused: {
    status: 401,
    retryable: false,
    title: "The e-mail address or the password is wrong",
    whatToDo:
      "Try again, or ask an owner for a new link; `centra-klaviyo user link` makes one on the service's machine.",
  },
  cross_site_refused: {
    status: 403,
    retryable: false,
    title: "This was asked from another site",
    whatToDo: "Use the web app at its own address. Behind a proxy, set PUBLIC_URL to the address that browsers use.",
  },
  role_insufficient: {
    status: 403,
    retryable: false,
    title: "Your role does not allow this",
    whatToDo: "Ask an owner to do it, or for another role.",
  },
  session_needed: {
    status: 403,
    retryable: false,
    title: "Only somebody who is signed in has an account",
    whatToDo: "Sign in to the web app; the admin token is nobody's account.",
  },
  not_found: {
    status: 404,
    retryable: false,
    title: "Nothing at this address",
    whatToDo: "Check the path against /docs.",
  },
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
  event_not_found: {
    status: 404,
    retryable: false,
    title: "No such event",
    whatToDo: "Search for the event; it may have passed the retention period.",
  },
  user_not_found: {
    status: 404,
    retryable: false,
    title: "No such user",
    whatToDo: "Check the user's id; `centra-klaviyo user list` shows them.",
  },
  session_not_found: {
    status: 404,
    retryable: false,
    title: "No such session",
    whatToDo: "List the sessions again; it may have ended already.",
  },
  link_invalid: {
    status: 410,
    retryable: false,
    title: "This link cannot be used any more",
    whatToDo: "Ask an owner for a new one; `centra-klaviyo user link` makes one on the service's machine.",
  },
  centra_not_connected: {
    status: 404,
    retryable: false,
    title: "The plugin is not connected to Centra",
    whatToDo: "Enter the Integration API's address and token: `centra-klaviyo centra set`.",
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
  centra_failed: {
    status: 502,
    retryable: true,
    title: "Centra did not answer as it should",
    whatToDo: "See what `centra-klaviyo doctor` finds; `detail` has Centra's own words.",
  },
  method_not_allowed: {
    status: 405,
    retryable: false,
    title: "This address does not take this method",
    whatToDo: "Use one of the methods in the answer's Allow header.",
  },
  request_timeout: {
    status: 408,
    retryable: true,
    title: "The request took too long to arrive",
    whatToDo: "Send it again over a faster connection, or in smaller batches.",
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
  export_not_found: {
    status: 404,
    retryable: false,
    title: "The plugin has not exported anything yet",
    whatToDo: "Start a historical export: `centra-klaviyo export start`.",
  },
  export_file_not_found: {
    status: 404,
    retryable: false,
    title: "No such export file",
    whatToDo: "Upload the file first, and use the name in the answer. A file goes when its export is done.",
  },
  export_pending: {
    status: 409,
    retryable: false,
    title: "A historical export is pending",
    whatToDo: "Wait until it is synchronised, or cancel it: `centra-klaviyo export cancel`.",
  },
  export_not_in_state: {
    status: 409,
    retryable: false,
    title: "The export is not in a state that allows this",
    whatToDo: "Look at its status: `centra-klaviyo export status`.",
  },
  backup_not_possible: {
    status: 409,
    retryable: false,
    title: "This database is not backed up by the service",
    whatToDo: "Back PostgreSQL up with its own tools: continuous archiving with a base back-up, or pg_dump.",
  },
  export_not_possible: {
    status: 409,
    retryable: false,
    title: "The plugin lacks what an export needs",
    whatToDo: "Add what `detail` names: Klaviyo's keys, or a connection to the shop, or a file.",
  },
  export_file_offset: {
    status: 409,
    retryable: false,
    title: "The piece does not begin where the file ends",
    whatToDo: "Go on at `size`, which is what the file has.",
  },
  export_source_failed: {
    status: 502,
    retryable: true,
    title: "What is to be exported could not be read",
    whatToDo: "Mend what `detail` says, and try again.",
  },
  user_exists: {
    status: 409,
    retryable: false,
    title: "There is a user with this e-mail address already",
    whatToDo: "Make a new link for that user instead.",
  },
  last_owner: {
    status: 409,
    retryable: false,
    title: "This is the only owner",
    whatToDo: "Make somebody else an owner first.",
  },
  klaviyo_key_missing: {
    status: 409,
    retryable: false,
    title: "The plugin has no private key",
    whatToDo: "Create a private key in Klaviyo, Settings > API keys, and put it into API private key.",
  },
  demo_not_possible: {
    status: 409,
    retryable: false,
    title: "The demo shop cannot be started here",
    whatToDo: "Run `npm run demo` on a machine of your own.",
  },
  body_too_large: {
    status: 413,
    retryable: false,
    title: "The body is too large",
    whatToDo: "Split the batch: a request may have 10 MB.",
  },
  too_many_events: {
    status: 413,
    retryable: false,
    title: "Too many events in one request",
    whatToDo: "Split the batch: a request may have 1,000 events.",
  },
  media_type_unsupported: {
    status: 415,
    retryable: false,
    title: "The content type is not known here",
    whatToDo:
      "Send application/json; the push API also takes application/cloudevents+json, application/cloudevents-batch+json and application/x-ndjson.",
  },
  encoding_unsupported: {
    status: 415,
    retryable: false,
    title: "The body is compressed",
    whatToDo: "Send the body as it is, without a Content-Encoding.",
  },
  events_invalid: {
    status: 422,
    retryable: false,
    title: "No event could be accepted",
    whatToDo: "Mend what `errors` names: each has a JSON pointer into the body and a sentence.",
  },
  request_invalid: {
    status: 422,
    retryable: false,
    title: "The request does not fit its description",
    whatToDo: "Mend what `errors` names; /docs describes the request.",
  },
  settings_invalid: {
    status: 422,
    retryable: false,
    title: "The plugin's settings are not valid",
    whatToDo: "Mend what `errors` names: each has a JSON pointer into the body and a sentence.",
  },
  sign_in_delayed: {
    status: 429,
    retryable: true,
    title: "Too many attempts have failed",
    whatToDo: "Wait for the time in Retry-After. It doubles with each further failure, up to a quarter of an hour.",
  },
  headers_too_large: {
    status: 431,
    retryable: false,
    title: "The headers are too large",
    whatToDo: "Send fewer or shorter headers: 16 KB in all.",
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
  internal_error: {
    status: 500,
    retryable: true,
    title: "Something went wrong inside the service",
    whatToDo:
      "Send it again; an event that was taken already counts as a duplicate. If it stays, look for `instance` in the service's log.",
  },
  storage_unavailable: {
    status: 503,
    retryable: true,
    title: "The database does not answer",
    whatToDo:
      "Send the same request again after the time in Retry-After. An event that was taken already counts as a duplicate.",
  },
  overloaded: {
    status: 503,
    retryable: true,
    title: "More is coming in than can be taken",
    whatToDo: "Send the same request again after the time in Retry-After.",
  },
  shutting_down: {
    status: 503,
    retryable: true,
    title: "The service is being stopped",
    whatToDo: "Send the same request again after the time in Retry-After; another process or the next start takes it.",
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Whether an error's own code is one that the API answers with. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && Object.hasOwn(PROBLEMS, code);
}

/** The codes in the order of the table. */
export function problemCodes(): ProblemCode[] {
  return Object.keys(PROBLEMS).filter(isProblemCode);
}
