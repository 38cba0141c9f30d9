import { Button, List, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { ofPlugin } from "./queries.ts";

/** Reads a sample of what was sent back from Klaviyo, and says what differs. */
export function Verification({ plugin }: { readonly plugin: string }) {
  const words = texts.exporting.verify;
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/export/verify", { ...ofPlugin(plugin), body: {} })),
  });
  return (
    <Stack gap="xs" aria-live="polite">
      {error !== null && <ProblemNotice problem={error} />}
      {data !== undefined && (
        <>
          <Text size="sm">
            {data.checked === 0 ? (data.broken ?? words.nothing) : words.found(data.matching, data.checked)}
            {data.faults.length > 0 && ` ${words.later}`}
            {data.checked > 0 && data.broken !== null && ` ${data.broken}`}
          </Text>
          <List size="sm">
            {data.faults.map(({ metric, uniqueId, detail }) => (
              <List.Item key={metric + uniqueId}>
                {metric} {uniqueId}: {detail}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Button variant="default" w="fit-content" loading={isPending} onClick={() => mutate()}>
        {words.start}
      </Button>
    </Stack>
  );
}
