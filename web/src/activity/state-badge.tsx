import { Badge } from "@mantine/core";
import { texts } from "../texts/texts.ts";
import type { ShownState } from "./activity-search.ts";

const COLOURS: Readonly<Record<ShownState, string>> = {
  pending: "blue",
  delivered: "green",
  dead: "red",
  skipped: "gray",
  held: "yellow",
};

export function StateBadge({ state }: { readonly state: ShownState }) {
  return (
    <Badge color={COLOURS[state]} variant="default" size="sm" leftSection={<Dot color={COLOURS[state]} />}>
      {texts.activity.states[state]}
    </Badge>
  );
}

/** The word says it; the colour helps to find it. */
function Dot({ color }: { readonly color: string }) {
  const size = 8;
  return (
    <span
      aria-hidden
      style={{
        ...{ display: "inline-block", width: size, height: size, borderRadius: size },
        background: `var(--mantine-color-${color}-6)`,
      }}
    />
  );
}
