import type { NamedProfile, ProfileAttributes, ProfileMeta } from "../shapes/profile-shape.ts";
import type { IdMaker } from "./id-maker.ts";

export interface Profile {
  readonly id: string;
  /** As the API shows them; null where nothing is known. */
  readonly attributes: Map<string, unknown>;
  readonly location: Map<string, unknown>;
  properties: Record<string, unknown>;
  /** Milliseconds since the epoch. */
  readonly created: number;
  updated: number;
  lastEventAt: number | null;
}

/** Identifiers in the order in which Klaviyo trusts them (Profiles API overview). */
const IDENTIFIERS = ["email", "phone_number", "external_id", "anonymous_id", "_kx"] as const;
type Identifier = (typeof IDENTIFIERS)[number];

/** Identifiers that must be unique on the profile endpoints. */
const UNIQUE_IDENTIFIERS: readonly Identifier[] = ["email", "phone_number", "external_id"];

export interface Profiles {
  find(id: string): Profile | undefined;
  findBy(identifier: "email" | "phone_number" | "external_id", value: string): Profile | undefined;
  all(): Iterable<Profile>;
  readonly size: number;
  /** The profiles that have one of these unique identifiers. */
  matching(attributes: ProfileAttributes): Profile[];
  create(named: NamedProfile, nowMs: number): Profile;
  /** Absent fields stay, null clears, properties are merged by name. An identifier that is another profile's stays with that one. */
  update(profile: Profile, named: NamedProfile, nowMs: number): void;
  /**
   * For an event: the profile that it names, created or updated. The first identifier that is given decides (which one Klaviyo takes is not
   * documented). Null when `id` is unknown, or the e-mail is another's.
   */
  upsertForEvent(named: NamedProfile, nowMs: number): Profile | null;
}

export function createProfiles(ids: IdMaker): Profiles {
  const byId = new Map<string, Profile>();
  const byIdentifier = new Map<string, Profile>();

  const owner = (identifier: Identifier, value: unknown) => byIdentifier.get(identifierKey(identifier, value));

  function setIdentifier(profile: Profile, identifier: Identifier, value: string | null): void {
    const previous = profile.attributes.get(identifier);
    if (typeof previous === "string") byIdentifier.delete(identifierKey(identifier, previous));
    profile.attributes.set(identifier, value);
    if (value !== null) byIdentifier.set(identifierKey(identifier, value), profile);
  }

  function update(profile: Profile, named: NamedProfile, nowMs: number): void {
    const { location, properties, ...plain } = named.attributes;
    for (const [name, value] of Object.entries(plain)) {
      if (value === undefined) continue;
      const identifier = IDENTIFIERS.find((candidate) => candidate === name);
      if (identifier === undefined) {
        profile.attributes.set(name, value);
        continue;
      }
      const holder = value === null ? undefined : owner(identifier, value);
      if (holder === undefined || holder === profile) setIdentifier(profile, identifier, value);
    }
    for (const [name, value] of Object.entries(location ?? {})) profile.location.set(name, value);
    if (properties === null) profile.properties = {};
    else profile.properties = { ...profile.properties, ...properties };
    patchProperties(profile, named.meta);
    profile.updated = nowMs;
  }

  function create(named: NamedProfile, nowMs: number): Profile {
    const profile: Profile = {
      id: ids.profileId(nowMs),
      attributes: new Map(),
      location: new Map(),
      properties: {},
      created: nowMs,
      updated: nowMs,
      lastEventAt: null,
    };
    byId.set(profile.id, profile);
    update(profile, named, nowMs);
    return profile;
  }

  return {
    find: (id) => byId.get(id),
    findBy: owner,
    all: () => byId.values(),
    get size() {
      return byId.size;
    },
    matching(attributes) {
      const found = UNIQUE_IDENTIFIERS.flatMap((name) => {
        const profile = attributes[name] ? owner(name, attributes[name]) : undefined;
        return profile === undefined ? [] : [profile];
      });
      return [...new Set(found)];
    },
    create,
    update,
    upsertForEvent(named, nowMs) {
      const { id, attributes } = named;
      const decisive = IDENTIFIERS.find((name) => Boolean(attributes[name]));
      const owned = decisive === undefined ? undefined : owner(decisive, attributes[decisive]);
      const matched = id === null ? owned : byId.get(id);
      const isMismatch =
        id !== null && (matched === undefined || (decisive === "email" && (owned ?? matched) !== matched));
      if (isMismatch) return null;
      if (matched === undefined) return create(named, nowMs);
      update(matched, named, nowMs);
      return matched;
    },
  };
}

function identifierKey(identifier: Identifier, value: unknown): string {
  const text = String(value);
  return `${identifier}:${identifier === "email" ? text.toLowerCase() : text}`;
}

/** `patch_properties`: append to and remove from lists, unset by name (OpenAPI: ProfileMetaPatchProperties). */
function patchProperties(profile: Profile, meta: ProfileMeta | undefined): void {
  const patch = meta?.patch_properties;
  if (patch === undefined) return;
  for (const [name, value] of Object.entries(patch.append ?? {})) {
    const present = asList(profile.properties[name]);
    const added = asList(value).filter((item) => !present.includes(item));
    profile.properties[name] = [...present, ...added];
  }
  for (const [name, value] of Object.entries(patch.unappend ?? {})) {
    const removed = asList(value);
    profile.properties[name] = asList(profile.properties[name]).filter((item) => !removed.includes(item));
  }
  for (const name of asList(patch.unset)) delete profile.properties[String(name)];
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
