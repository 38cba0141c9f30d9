/** Where to go after signing in: an address of this app or, for anything else, its beginning. */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])/.test(wanted)) return "/";
  try {
    const address = new URL(wanted, "https://app.invalid");
    if (address.host !== "app.invalid" || address.pathname.startsWith("//")) return "/";
    return address.pathname + address.search + address.hash;
  } catch {
    return "/";
  }
}
