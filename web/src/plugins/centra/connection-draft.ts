import type { CentraConnection } from "../../api/api-types.ts";

/** What stands in the form of the connection; token and secret are empty until others are entered. */
export interface ConnectionDraft {
  readonly apiUrl: string;
  readonly token: string;
  readonly webhookSecret: string;
  readonly storeId: string;
  readonly pollIntervalSeconds: number;
  /** `YYYY-MM-DD`; empty: not known. */
  readonly tokenExpiresOn: string;
  readonly productPageUrl: string;
  readonly trackingUrls: readonly (readonly [carrier: string, address: string])[];
}

const NEW: ConnectionDraft = {
  apiUrl: "",
  token: "",
  webhookSecret: "",
  storeId: "",
  pollIntervalSeconds: 15,
  tokenExpiresOn: "",
  productPageUrl: "",
  trackingUrls: [],
};

export function connectionDraftOf(connection: CentraConnection | undefined): ConnectionDraft {
  if (connection === undefined) return NEW;
  const { apiUrl, settings } = connection;
  const { storeId, pollIntervalSeconds, tokenExpiresOn, productPageUrl, trackingUrls } = settings;
  return {
    ...{ apiUrl, token: "", webhookSecret: "", pollIntervalSeconds, productPageUrl },
    storeId: storeId === null ? "" : String(storeId),
    tokenExpiresOn: tokenExpiresOn ?? "",
    trackingUrls: Object.entries(trackingUrls),
  };
}

/** As the service takes it; an empty token or secret keeps the saved one. A date that was not touched may be an older token's. */
export function connectionInputOf(before: ConnectionDraft, draft: ConnectionDraft): Record<string, unknown> {
  const { apiUrl, token, webhookSecret, storeId, pollIntervalSeconds, productPageUrl, trackingUrls } = draft;
  const expiry = draft.tokenExpiresOn === "" ? null : draft.tokenExpiresOn;
  return {
    ...{ apiUrl, pollIntervalSeconds, productPageUrl },
    storeId: storeId === "" ? null : Number(storeId),
    trackingUrls: Object.fromEntries(trackingUrls.filter(([carrier]) => carrier.trim() !== "")),
    ...(token !== "" && { token }),
    ...(draft.tokenExpiresOn !== before.tokenExpiresOn && { tokenExpiresOn: expiry }),
    ...(webhookSecret !== "" && { webhookSecret }),
  };
}
