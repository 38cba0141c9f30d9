const whom = (name: string | null) => (name === null ? "a user who is gone" : `the user ${name}`);
const events = (count: number | null) => (count === 1 ? "1 event" : `${count ?? 0} events`);

export const changes = {
  title: "Changes",
  intro: "Who did what here, and when: to plugins, their connections and keys, to users, exports, mails and events.",
  line: (who: string, when: string) => `${who}, ${when}`,
  /** For a name that is not a person's own, where it begins a line. */
  atStart: (who: string) => who.charAt(0).toUpperCase() + who.slice(1),
  ofPlugin: "Plugin",
  allPlugins: "Everything",
  none: "Nothing was changed since changes are kept.",
  older: "Show older ones",
  authors: {
    gone: "somebody who is no longer a user",
    token: "a script with the admin token",
    service: "the service itself",
  },
  /** Each goes on after who it was. */
  kinds: {
    plugin_added: () => "added the plugin",
    plugin_changed: () => "saved the plugin's settings",
    plugin_removed: (name: string | null) => `deleted the plugin ${name}`,
    user_added: (name: string | null) => `added ${whom(name)}`,
    user_changed: (name: string | null) => `changed ${whom(name)}`,
    user_removed: (name: string | null) => `removed the user ${name}`,
    password_link_made: (name: string | null) => `made a link for a new password, for ${whom(name)}`,
    password_set: () => "set a password with their link",
    password_changed: () => "changed their password",
    push_key_made: (name: string | null) => `made the push key “${name}”`,
    push_key_revoked: (name: string | null) => `revoked the push key “${name}”`,
    centra_connected: () => "connected the plugin to Centra",
    centra_changed: () => "saved the connection to Centra",
    centra_disconnected: () => "disconnected the plugin from Centra",
    export_started: () => "started a historical export",
    export_paused: () => "paused the export",
    export_resumed: () => "resumed the export",
    export_cancelled: () => "cancelled the export",
    events_replayed: (_name: string | null, count: number | null) => `sent ${events(count)} again`,
    held_released: (_name: string | null, count: number | null) => `had held events tried again: ${events(count)} sent`,
    mails_applied: () => "had the mails set up in Klaviyo",
    mail_texts_changed: (name: string | null) => `changed the wording of the mail ${name}`,
  },
  credential: (label: string) => `${label}: replaced`,
  /** Of something new. */
  value: (label: string, is: string) => `${label}: ${is}`,
  field: (label: string, was: string, is: string) => `${label}: ${was} → ${is}`,
} as const;
