import { roleAllows, useMe } from "../account/use-me.ts";
import { NAVIGATION } from "../pages.tsx";

/** The pages that who is signed in may see. */
export function useNavigation() {
  const { role } = useMe();
  return NAVIGATION.filter((item) => roleAllows(role, item.role));
}
