import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { texts } from "../texts/texts.ts";
import { CentraSource } from "./centra-source.tsx";
import { PushSource } from "./push-source.tsx";

interface SourceStepProps {
  readonly plugin: string;
  readonly centra: "none" | "starting" | "reading";
  readonly onDone: () => void;
}

/** Where events come from: Centra, or the shop's own systems. */
export function SourceStep({ plugin, centra, onDone }: SourceStepProps) {
  const words = texts.setup.source;
  const [source, setSource] = useState("centra");
  return (
    <Stack gap="md" maw={640}>
      <Radio.Group label={words.question} value={source} onChange={setSource}>
        <Stack gap="xs" mt="xs">
          <Radio value="centra" label={words.centra} description={words.centraDetail} />
          <Radio value="push" label={words.push} description={words.pushDetail} />
        </Stack>
      </Radio.Group>
      {source === "centra" ? (
        <CentraSource plugin={plugin} isConnected={centra !== "none"} onDone={onDone} />
      ) : (
        <PushSource plugin={plugin} onDone={onDone} />
      )}
    </Stack>
  );
}
