import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { CopyLine } from "../plugins/copy-line.tsx";
import { keysQuery } from "../plugins/queries.ts";
import { texts } from "../texts/texts.ts";

/** A first key, shown once, and what is done with it. */
export function PushSource({ plugin, onDone }: { readonly plugin: string; readonly onDone: () => void }) {
  const words = texts.setup.source;
  const client = useQueryClient();
  const { data: keys = [] } = useQuery(keysQuery(plugin));
  const living = keys.filter(({ revokedAt }) => revokedAt === null).length;
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => {
      const body = { name: texts.plugins.pushKeys.nameExample };
      return answerOf(api.POST("/v1/admin/plugins/{plugin}/keys", { params: { path: { plugin } }, body }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery(plugin).queryKey }),
  });
  const address = `${window.location.origin}/v1/plugins/${plugin}/events`;
  return (
    <Stack gap="md">
      {data === undefined && living > 0 && <Text size="sm">{words.keyExists(living)}</Text>}
      {error !== null && <ProblemNotice problem={error} />}
      {data !== undefined && (
        <>
          <Text size="sm">{words.keyOnce}</Text>
          <CopyLine text={data.secret} />
          <Text size="sm">{words.tryIt}</Text>
          <Code block tabIndex={0}>
            {`curl ${address} \\\n  -H 'authorization: Bearer ${data.secret}' \\\n  -H 'content-type: application/json' \\\n  -d @event.json`}
          </Code>
        </>
      )}
      <Group>
        {data === undefined && (
          <Button variant={living > 0 ? "default" : "filled"} loading={isPending} onClick={() => mutate()}>
            {words.makeKey}
          </Button>
        )}
        {data !== undefined || living > 0 ? (
          <Button onClick={onDone}>{texts.setup.goOn}</Button>
        ) : (
          <Button variant="subtle" onClick={onDone}>
            {words.skip}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
