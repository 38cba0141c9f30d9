import { createHmac } from "node:crypto";

/** The value of `X-Centra-Signature` for a body as it is sent, `payload=` included: `t=<unix seconds>,v1=<hex>`. */
export function signWebhook(secret: string, rawBody: string, unixSeconds: number): string {
  const signature = createHmac("sha256", secret).update(`${unixSeconds}.${rawBody}`).digest("hex");
  return `t=${unixSeconds},v1=${signature}`;
}
