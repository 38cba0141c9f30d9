import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

interface LoggerOptions {
  readonly level: string;
  /** Where the lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

const SECRET_FIELDS = [
  "authorization",
  "privateKey",
  "apiKey",
  "adminToken",
  "encryptionKey",
  "password",
  "secret",
  "token",
  "email",
  "link",
];

/** What a secret or a person looks like inside any text of a line, an error's message for example. Bounded, so that no text is slow. */
const SCRUBBERS: readonly (readonly [RegExp, string])[] = [
  [/[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, "[e-mail]"],
  [/\b(?:pk|ck|at)_[A-Za-z0-9_-]{6,}/g, "[key]"],
  [/\b(Bearer|Klaviyo-API-Key)\s+[^\s"\\]+/gi, "$1 [key]"],
  [/\b(postgres(?:ql)?:\/\/)[^\s"\\@/]*@/g, "$1[credentials]@"],
  [/\b(https?:\/\/[^\s"\\/?#]+)[/?#][^\s"\\]+/g, "$1/[link]"],
];

/**
 * The service's log: one JSON object a line, without personal data and keys. Fields that hold them are left out by name,
 * and every line is searched once more, since an e-mail address or a key may stand inside an error's message.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[removed]",
    },
    hooks: { streamWrite: scrubLine },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Takes e-mail addresses, keys and links out of a text. */
function scrubLine(line: string): string {
  let scrubbed = line;
  for (const [pattern, replacement] of SCRUBBERS) scrubbed = scrubbed.replace(pattern, replacement);
  return scrubbed;
}
