import { freeForm } from "./free-form.ts";
import { emailAddress, isPhoneNumber } from "./identifiers.ts";
import { fault, list, literal, nullable, object, type Shape, type ShapeOf, text, type Visit } from "./shape.ts";

/** "The profile object must not exceed 95 KB" inside an event; 100 KB on the profile endpoints. */
const EVENT_PROFILE_BYTES = 95_000;
const PROFILE_BYTES = 100_000;

const line = nullable(text());
const degrees: Shape<string | number | null> = (value, visit): value is string | number | null =>
  value === null ||
  typeof value === "number" ||
  typeof value === "string" ||
  fault(visit, "Must be a number or a string.");

const location = object(
  "profile-location",
  {},
  {
    address1: line,
    address2: line,
    city: line,
    country: line,
    latitude: degrees,
    longitude: degrees,
    region: line,
    zip: line,
    timezone: line,
    ip: line,
  },
);

const unset: Shape<string | readonly string[] | null> = (value, visit): value is string | readonly string[] | null =>
  value === null || typeof value === "string" || list(text())(value, visit);

const meta = object(
  "profile-meta",
  {},
  {
    patch_properties: object(
      "profile-meta-patch-properties",
      {},
      { append: nullable(freeForm), unappend: nullable(freeForm), unset },
    ),
    patch_identifiers: object("patch-identifiers", {}, { append: freeForm, unappend: freeForm }),
  },
);

const person = {
  email: nullable(emailAddress),
  phone_number: line,
  external_id: line,
  first_name: line,
  last_name: line,
  organization: line,
  locale: line,
  title: line,
  image: line,
  location,
  properties: nullable(freeForm),
};

const type = literal("profile");
const attributesWithin = <T>(attributes: Shape<T>, bytes: number): Shape<T> => {
  return (value, visit): value is T =>
    attributes(value, visit) &&
    (jsonFits(value, bytes) || fault(visit, `The profile must not be larger than ${bytes / 1_000} KB.`));
};

/** Create Event: `meta` sits inside the attributes. */
export const eventProfile = object(
  "profile",
  {
    type,
    attributes: attributesWithin(
      object("profile", {}, { ...person, anonymous_id: line, _kx: line, meta }),
      EVENT_PROFILE_BYTES,
    ),
  },
  { id: line },
);

/** Bulk Create Events: `meta` is a sibling of the attributes. */
export const bulkEventProfile = object(
  "profile",
  {
    type,
    attributes: attributesWithin(
      object("profile", {}, { ...person, anonymous_id: line, _kx: line }),
      EVENT_PROFILE_BYTES,
    ),
  },
  { id: line, meta },
);

const writable = attributesWithin(object("profile", {}, person), PROFILE_BYTES);

export const profileCreation = object(
  "request-data",
  { data: object("profile", { type, attributes: writable }, {}) },
  {},
);
export const profileUpdate = object(
  "request-data",
  { data: object("profile", { type, id: text(1), attributes: writable }, { meta }) },
  {},
);
export const profileImport = object(
  "request-data",
  {
    data: object(
      "profile",
      { type, attributes: attributesWithin(object("profile", {}, { ...person, _kx: line }), PROFILE_BYTES) },
      { id: line, meta },
    ),
  },
  {},
);

export type ProfileMeta = ShapeOf<typeof meta>;
/** What any of the endpoints may say of a profile. */
export type ProfileAttributes = Omit<ShapeOf<typeof eventProfile>["attributes"], "meta">;

const IDENTIFIERS = ["email", "phone_number", "external_id", "anonymous_id", "_kx"] as const;

export interface NamedProfile {
  readonly id: string | null;
  readonly attributes: ProfileAttributes;
  readonly meta: ProfileMeta | undefined;
  /** Klaviyo ignored the phone number, since it is invalid and another identifier is there. */
  readonly phoneIgnored: boolean;
}

/**
 * The profile with a phone number that Klaviyo would take. Null, with a fault, when nothing identifies it or its only identifier is
 * an invalid phone number ("API validation improvements for phone number handling").
 */
export function nameProfile(
  given: { readonly id?: string | null; readonly attributes: ProfileAttributes; readonly meta?: ProfileMeta },
  visit: Visit,
): NamedProfile | null {
  const { attributes } = given;
  const id = given.id || null;
  const identifiers = IDENTIFIERS.filter((name) => Boolean(attributes[name]));
  if (id === null && identifiers.length === 0) {
    fault(
      visit,
      "A profile needs at least one identifier: id, email, phone_number, external_id, anonymous_id or _kx.",
      "attributes",
    );
    return null;
  }
  if (!attributes.phone_number || isPhoneNumber(attributes.phone_number)) {
    return { id, attributes, meta: given.meta, phoneIgnored: false };
  }
  if (id === null && identifiers.length === 1) {
    fault(visit, "Invalid phone number format (Example of a valid format: +12345678901)", "attributes", "phone_number");
    return null;
  }
  const { phone_number: _ignored, ...rest } = attributes;
  return { id, attributes: rest, meta: given.meta, phoneIgnored: true };
}

/** Whether the value's JSON is within the bytes; the exact length is computed only when a rough upper bound is over it. */
function jsonFits(value: unknown, bytes: number): boolean {
  return upperBound(value) <= bytes || Buffer.byteLength(JSON.stringify(value)) <= bytes;
}

function upperBound(value: unknown): number {
  if (typeof value === "string") return value.length * 6 + 2;
  if (typeof value !== "object" || value === null) return 25;
  let bytes = 2;
  for (const [name, inner] of Object.entries(value)) bytes += name.length * 6 + 4 + upperBound(inner);
  return bytes;
}
