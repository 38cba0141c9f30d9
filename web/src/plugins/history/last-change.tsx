import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { authorName } from "../../changes/author-name.ts";
import { formatTime } from "../../texts/format.ts";
import { texts } from "../../texts/texts.ts";
import { changesQuery } from "../queries.ts";
import { AllChangesLink } from "./all-changes-link.tsx";

const words = texts.plugins.changes;

/** Who changed the plugin's settings last, and the way to all that was changed. Nothing of a plugin from before changes were kept. */
export function LastChange({ plugin }: { readonly plugin: string }) {
  const last = useQuery(changesQuery(plugin)).data?.find(({ version }) => version !== null);
  if (last === undefined) return null;
  return (
    <Text size="sm">
      {words.last(authorName(last.author), formatTime(last.changedAt))}{" "}
      <AllChangesLink plugin={plugin}>{words.all}</AllChangesLink>
    </Text>
  );
}
