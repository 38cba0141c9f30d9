import { createHmac, timingSafeEqual } from "node:crypto";

/** As in Centra's own storefront: an older call may be one that somebody recorded. */
const STALE_AFTER_SECONDS = 300;

export type SignatureVerdict = "genuine" | "forged" | "stale" | "missing";

/**
 * Judges `X-Centra-Signature: t=<unix seconds>,v1=<hexadecimal>`: HMAC-SHA-256 under the endpoint's secret of the time, a point and the
 * body as it came (Centra, Centra webhook plugin). Constant time in the signature.
 */
export function judgeSignature(
  header: string | undefined,
  body: Buffer,
  secret: string,
  nowMs: number,
): SignatureVerdict {
  const parts = new Map(
    (header ?? "").split(",").map((part) => {
      const [name = "", ...value] = part.split("=");
      return [name.trim(), value.join("=").trim()] as const;
    }),
  );
  const time = parts.get("t") ?? "";
  const given = parts.get("v1") ?? "";
  if (!/^\d{1,15}$/.test(time) || given === "") return "missing";
  const expected = signBody(time, body, secret);
  const received = Buffer.from(/^[0-9a-f]{64}$/i.test(given) ? given : "", "hex");
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) return "forged";
  return Math.abs(nowMs / 1_000 - Number(time)) > STALE_AFTER_SECONDS ? "stale" : "genuine";
}

function signBody(time: string, body: Buffer, secret: string): Buffer {
  return createHmac("sha256", secret).update(`${time}.`).update(body).digest();
}
