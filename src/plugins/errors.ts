export class PluginNotFoundError extends Error {
  readonly code = "plugin_not_found";
  constructor(id: string) {
    super(`There is no plugin "${id}". List the plugins to see their ids.`);
    this.name = "PluginNotFoundError";
  }
}

export class PluginExistsError extends Error {
  readonly code = "plugin_exists";
  constructor(id: string) {
    super(`There is a plugin with the id "${id}" already. Choose another id, or change that plugin.`);
    this.name = "PluginExistsError";
  }
}

/** Somebody else changed the plugin since it was read. */
export class PluginChangedError extends Error {
  readonly code = "plugin_changed";
  constructor(id: string, version: number, current: number) {
    super(
      `Plugin "${id}" was changed meanwhile: it has version ${current}, the change was made to version ${version}. ` +
        "Read it again and repeat the change.",
    );
    this.name = "PluginChangedError";
  }
}

/** Where a value is wrong, and why. */
export interface SettingsFault {
  /** JSON pointer into the input. */
  readonly pointer: string;
  readonly detail: string;
}

export class SettingsInvalidError extends Error {
  readonly code = "settings_invalid";
  readonly faults: readonly SettingsFault[];
  constructor(faults: readonly SettingsFault[]) {
    super(
      `The plugin's settings are not valid: ${faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ")}.`,
    );
    this.name = "SettingsInvalidError";
    this.faults = faults;
  }
}

/** A stored private key cannot be decrypted: it was written under another encryption key, or altered. */
export class CredentialUnreadableError extends Error {
  readonly code = "credential_unreadable";
  constructor(pluginId: string, options?: ErrorOptions) {
    super(
      `The private key of plugin "${pluginId}" cannot be decrypted. Start with the encryption key under which it was ` +
        "saved, or enter the private key anew.",
      options,
    );
    this.name = "CredentialUnreadableError";
  }
}
