/** Who changes something: somebody who is signed in, a script with the admin token, or the service itself. */
export type ChangeAuthor =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "token" }
  | { readonly kind: "service" };

/** For what no request asked for. */
export const SERVICE: ChangeAuthor = { kind: "service" };

/** A field as the API's pointers name it, with dots: `name`, `settings.cartLink`. Of a credential neither value is known: both are null. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What can be changed. The settings of a plugin are told field by field in `plugins/plugin-changes.ts`; here it says that they were changed. */
export const CHANGE_KINDS = [
  ...["plugin_added", "plugin_changed", "plugin_removed"],
  ...["user_added", "user_changed", "user_removed", "password_link_made", "password_set", "password_changed"],
  ...["push_key_made", "push_key_revoked"],
  ...["centra_connected", "centra_changed", "centra_disconnected"],
  ...["export_started", "export_paused", "export_resumed", "export_cancelled"],
  ...["events_replayed", "held_released"],
  ...["mails_applied", "mail_texts_changed"],
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Something that somebody did to the service. */
export interface Change {
  readonly kind: ChangeKind;
  readonly author: ChangeAuthor;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** The plugin that it was done to, which may be gone since; null when it was none, or several. */
  readonly pluginId: string | null;
  /** The user that it was done to; null for anything else. */
  readonly userId?: string | null;
  /** What it was called: a push key, a mail, a plugin or a user that was removed. null where the name can be looked up. */
  readonly name?: string | null;
  /** How many it was done to, for events. */
  readonly count?: number | null;
  readonly fields?: readonly FieldChange[];
}
