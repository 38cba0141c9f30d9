const MAX_LENGTH = 48;

/** An id made from a name: small letters, digits and hyphens. Never empty. */
export function makeSlug(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/g, "");
  return slug === "" ? "plugin" : slug;
}
