/** For the route: which plugin is being set up; none yet when the address names none. */
export function validateSetupSearch({ plugin }: Record<string, unknown>): { plugin?: string } {
  return typeof plugin === "string" && plugin !== "" ? { plugin } : {};
}
