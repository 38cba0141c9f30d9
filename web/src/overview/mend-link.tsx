import type { Alarm } from "../api/api-types.ts";
import { AnchorLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

/** To the page on which an alarm is mended; nothing when there is none. */
export function MendLink({ alarm: { mendAt, pluginId } }: { readonly alarm: Alarm }) {
  const label = texts.overview.mend[mendAt];
  switch (mendAt) {
    case "dead":
    case "held":
      return (
        <AnchorLink
          to="/activity"
          search={{ plugin: pluginId, state: mendAt }}
          size="sm"
          c="inherit"
          underline="always"
        >
          {label}
        </AnchorLink>
      );
    case "settings":
    case "centra":
      return (
        <AnchorLink
          to="/plugins/$plugin"
          params={{ plugin: pluginId }}
          search={mendAt === "centra" ? { section: "centra" } : {}}
          size="sm"
          c="inherit"
          underline="always"
        >
          {label}
        </AnchorLink>
      );
    case "nowhere":
      return null;
  }
}
