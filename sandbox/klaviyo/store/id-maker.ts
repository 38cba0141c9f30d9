const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FIRST_ACTION_ID = 90_000_000;
const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Ids that look like Klaviyo's and never repeat within one account. */
export interface IdMaker {
  /** 26 characters, as a profile has. */
  profileId(nowMs: number): string;
  /** 6 characters, as a metric or a list has. */
  shortId(): string;
  /** 11 characters, as an event has. */
  eventId(): string;
  /** Digits, as an action of a flow has. */
  actionId(): string;
}

export function createIdMaker(): IdMaker {
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  return {
    profileId: (nowMs) => `${encode(nowMs, CROCKFORD, 10)}${encode(next(), CROCKFORD, 16)}`,
    shortId: () => encode(next(), ALPHANUMERIC, 6),
    eventId: () => encode(next(), ALPHANUMERIC, 11),
    actionId: () => String(FIRST_ACTION_ID + next()),
  };
}

/** A stable UUID for an event, made from its numbers. */
export function uuidOf(timeSeconds: number, eventId: string): string {
  const tail = Buffer.from(eventId.slice(-8)).toString("hex").padStart(16, "0");
  const head = (timeSeconds >>> 0).toString(16).padStart(8, "0");
  return `${head}-0000-1000-8${tail.slice(1, 4)}-${tail.slice(4)}`;
}

function encode(value: number, alphabet: string, length: number): string {
  let rest = value;
  let text = "";
  while (text.length < length) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
