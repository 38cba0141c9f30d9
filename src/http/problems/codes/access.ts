import type { ProblemKind } from "./problem-kind.ts";

/** Who may do what, and who may sign in. */
export const ACCESS_PROBLEMS = {
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
  sign_in_delayed: {
    status: 429,
    retryable: true,
    title: "Too many attempts have failed",
    whatToDo: "Wait for the time in Retry-After. It doubles with each further failure, up to a quarter of an hour.",
  },
} as const satisfies Record<string, ProblemKind>;
