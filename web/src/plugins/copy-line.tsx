import { Button, Code, CopyButton, Group } from "@mantine/core";
import { texts } from "../texts/texts.ts";

/** A text that is wanted elsewhere, with a button that copies it. */
export function CopyLine({ text }: { readonly text: string }) {
  return (
    <Group gap="xs" align="center">
      <Code style={{ overflowWrap: "anywhere" }}>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? texts.plugins.centra.copied : texts.plugins.centra.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
