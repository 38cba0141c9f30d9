/** How a plugin reads from its shop, as everybody may see it: without the token and the secret. */
export interface CentraConnection {
  readonly pluginId: string;
  /** Of the Integration API, ends in `/graphql`. */
  readonly apiUrl: string;
  readonly hasWebhookSecret: boolean;
  readonly settings: ConnectionSettings;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ConnectionSettings {
  /** Only what happens in this store of the instance is told; null = in all of them. */
  readonly storeId: number | null;
  /** Between two questions to Centra while nothing happens. */
  readonly pollIntervalSeconds: number;
  /** `YYYY-MM-DD`, as Centra shows it: most tokens do not say it themselves. Null = unknown. */
  readonly tokenExpiresOn: string | null;
  /** With `{display_uri}`; for lines that bring no address of their own. Empty = none. */
  readonly productPageUrl: string;
  /** Part of a carrier's name, lower case → tracking address with `{number}`; added to the common carriers. Empty address = none. */
  readonly trackingUrls: Readonly<Record<string, string>>;
}

/** What is needed to ask Centra. Never leaves the process. */
export interface CentraCredentials {
  readonly token: string;
}
