import type { ReactNode } from "react";
import { AnchorLink } from "../../shell/links.tsx";

/** The way to all that was changed of a plugin, field by field. */
export function AllChangesLink({ plugin, children }: { readonly plugin: string; readonly children: ReactNode }) {
  return (
    <AnchorLink to="/plugins/$plugin" params={{ plugin }} search={{ section: "changes" }} size="sm" underline="always">
      {children}
    </AnchorLink>
  );
}
