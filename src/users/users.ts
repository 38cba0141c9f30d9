import type { ChangeAuthor } from "../changes/change.ts";
import type { Role } from "./role.ts";

/** Somebody who may sign in. */
export interface User {
  readonly id: string;
  /** What they sign in with, in small letters; null until the owner of a new installation has said it. */
  readonly email: string | null;
  readonly name: string;
  readonly role: Role;
  /** False until they have used their link. */
  readonly hasPassword: boolean;
  readonly createdAt: number;
}

/** A browser that is signed in. */
export interface Session {
  readonly id: string;
  /** What the browser calls itself. */
  readonly browser: string;
  readonly createdAt: number;
  readonly seenAt: number;
  /** It ends then at the latest, and earlier when it is not used. */
  readonly expiresAt: number;
}

/** One-time right to set a user's password; the secret is told here only. */
export interface PasswordLink {
  readonly secret: string;
  readonly expiresAt: number;
}

/** Who somebody is, as a link lets them say it themselves. */
export interface NewPassword {
  readonly password: string;
  /** Needed for a user without one. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** The client's address. */
  readonly address: string;
}

/** Who may use the web app, and how they prove it. Every method may reject with what the database throws. `author`: the service itself when absent. */
export interface Users {
  /** By role, then name. */
  list(): Promise<User[]>;
  find(id: string): Promise<User | null>;
  /** Adds a user, who gets in by the link. Throws UserExistsError. */
  invite(
    user: { readonly email: string; readonly name: string; readonly role: Role },
    author?: ChangeAuthor,
  ): Promise<{ user: User; link: PasswordLink }>;
  /** A new link for a user; an earlier one is void. Throws UserNotFoundError. */
  makeLink(id: string, author?: ChangeAuthor): Promise<PasswordLink>;
  /** For a new installation: a link for its owner, who is added if nobody was; null when the owner has a password. */
  makeFirstLink(): Promise<PasswordLink | null>;
  /** Whose the link is; null when it is unknown, used or too old. */
  lookAtLink(secret: string): Promise<User | null>;
  /** Uses the link up and ends all sessions of its user. Throws LinkInvalidError, UserExistsError, PasswordInvalidError. */
  setPasswordByLink(secret: string, chosen: NewPassword): Promise<User>;
  /** Ends all sessions of the user but one. Throws UserNotFoundError, SignInRefusedError, SignInDelayedError, PasswordInvalidError. */
  changePassword(
    id: string,
    change: { readonly current: string; readonly next: string; readonly address: string; readonly sessionId: string },
  ): Promise<void>;
  /** Throws UserNotFoundError, LastOwnerError. */
  change(
    id: string,
    change: { readonly role?: Role | undefined; readonly name?: string | undefined },
    author?: ChangeAuthor,
  ): Promise<User>;
  /** With all sessions. Throws UserNotFoundError, LastOwnerError. */
  remove(id: string, author?: ChangeAuthor): Promise<void>;
  /** Who it is. Takes as long, and says the same, whether the account or the password is wrong. Throws SignInRefusedError, SignInDelayedError. */
  signIn(attempt: SignIn): Promise<User>;
  readonly sessions: Sessions;
}

export interface Sessions {
  /** The secret goes into the browser's cookie; the database has its hash. */
  open(userId: string, browser: string): Promise<{ secret: string; session: Session }>;
  /** Whose living session it is; counts as use. */
  find(secret: string): Promise<{ user: User; session: Session } | null>;
  /** Last used first. */
  list(userId: string): Promise<Session[]>;
  /** False when the user has no such session. */
  end(userId: string, id: string): Promise<boolean>;
  endAll(userId: string, except?: string): Promise<void>;
}
