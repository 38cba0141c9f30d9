/** The e-mail address or the password is wrong; which of them is not told. */
export class SignInRefusedError extends Error {
  readonly code = "sign_in_refused";
  constructor() {
    super("The e-mail address or the password is wrong. Try again, or ask an owner for a new link.");
    this.name = "SignInRefusedError";
  }
}

/** Too many attempts failed: the next one is possible later. */
export class SignInDelayedError extends Error {
  readonly code = "sign_in_delayed";
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super(`Too many attempts have failed. Try again in ${describeWait(retryAfterMs)}.`);
    this.name = "SignInDelayedError";
    this.retryAfterMs = retryAfterMs;
  }
}

/** More passwords are to be checked at the moment than can be. */
export class PasswordsBusyError extends Error {
  readonly code = "overloaded";
  constructor() {
    super("Too many people are signing in at the moment. Try again in a few seconds.");
    this.name = "PasswordsBusyError";
  }
}

export class LinkInvalidError extends Error {
  readonly code = "link_invalid";
  constructor() {
    super(
      "This link is used up, too old or not complete. Ask an owner for a new one, or run `centra-klaviyo user link`.",
    );
    this.name = "LinkInvalidError";
  }
}

export class UserNotFoundError extends Error {
  readonly code = "user_not_found";
  constructor(id: string) {
    super(`There is no user ${id}. List the users to see who there is.`);
    this.name = "UserNotFoundError";
  }
}

export class UserExistsError extends Error {
  readonly code = "user_exists";
  readonly faults = [{ pointer: "/email", detail: "Somebody has this address already." }];
  constructor() {
    super("There is a user with this e-mail address already. Make a new link for that user instead.");
    this.name = "UserExistsError";
  }
}

/** Without an owner nobody could add users any more. */
export class LastOwnerError extends Error {
  readonly code = "last_owner";
  constructor() {
    super("This is the only owner. Make somebody else an owner first.");
    this.name = "LastOwnerError";
  }
}

/** What was chosen cannot be a password, or says too little of who it is. */
export class PasswordInvalidError extends Error {
  readonly code = "request_invalid";
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];
  constructor(faults: PasswordInvalidError["faults"]) {
    super(faults.map(({ detail }) => detail).join(" "));
    this.name = "PasswordInvalidError";
    this.faults = faults;
  }
}

function describeWait(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.ceil(seconds / 60)} min`;
}
