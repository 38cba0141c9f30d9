import { Alert, List, Stack, Text } from "@mantine/core";
import type { StraightSamples } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

const words = texts.tryIt.straight;

/** Klaviyo's own answers, which no activity keeps. */
export function StraightOutcomes({ sent: { samples } }: { readonly sent: StraightSamples }) {
  const of = (outcome: "taken" | "refused" | "left_out") => samples.filter((sample) => sample.outcome === outcome);
  const taken = of("taken").length;
  return (
    <Stack gap="sm">
      {taken > 0 && (
        <Alert color="green" variant="light" role="status" title={words.taken(taken)}>
          <Text size="sm">{words.where}</Text>
        </Alert>
      )}
      <Outcomes title={words.refused} color="red" samples={of("refused")} />
      <Outcomes title={words.left} color="yellow" samples={of("left_out")} />
    </Stack>
  );
}

interface OutcomesProps {
  readonly title: string;
  readonly color: string;
  readonly samples: StraightSamples["samples"];
}

function Outcomes({ title, color, samples }: OutcomesProps) {
  if (samples.length === 0) return null;
  return (
    <Alert color={color} variant="light" title={title} role="status">
      <List size="sm">
        {samples.map(({ metric, detail }) => (
          <List.Item key={metric}>
            {metric}: {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
