import { Alert, Text } from "@mantine/core";
import { AnchorLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.activity.empty;

/** Nothing to show, and what to do about it. */
export function EmptyFeed({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <Alert variant="light" title={words.noMatch.title}>
        <Text size="sm">{words.noMatch.advice}</Text>
      </Alert>
    );
  return (
    <Alert variant="light" title={words.none.title}>
      <Text size="sm">
        {words.none.advice}{" "}
        <AnchorLink to="/try" c="inherit" underline="always">
          {words.none.tryIt}
        </AnchorLink>
      </Text>
    </Alert>
  );
}
