/** Who may use the web app. */
export interface UsersTable {
  id: string;
  /** In small letters; null until the owner of a new installation has said it. */
  email: string | null;
  name: string;
  role: "viewer" | "editor" | "owner";
  /** scrypt, with its parameters; null until it is set. */
  password: string | null;
  created_at: number;
}

/** At most one for each user: with it the password is set, once. */
export interface PasswordLinksTable {
  user_id: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  expires_at: number;
}

export interface SessionsTable {
  id: string;
  /** SHA-256 of the cookie's secret, hexadecimal. */
  hash: string;
  user_id: string;
  /** What the browser calls itself. */
  browser: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

/** How often the password of an account, or from an address, was wrong. */
export interface SignInAttemptsTable {
  /** `account:` or `address:` with a hash. */
  subject: string;
  failures: number;
  blocked_until: number;
  last_at: number;
}
