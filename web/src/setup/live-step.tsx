import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { keepPlugin } from "../plugins/queries.ts";
import { ButtonLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.setup.live;

/** The last step: what happens in the shop goes to Klaviyo from now on. */
export function LiveStep({ plugin: { id, status, version } }: { readonly plugin: Plugin }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const toPlugin = { to: "/plugins/$plugin", params: { plugin: id } } as const;
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const body = { version, status: "active" as const };
      return answerOf(api.PATCH("/v1/admin/plugins/{plugin}", { params: { path: { plugin: id } }, body }));
    },
    onSuccess: async (live) => {
      await keepPlugin(client, live);
      notifications.show({ message: words.done(live.name), color: "green" });
      await navigate(toPlugin);
    },
  });
  return (
    <Stack gap="md" maw={640} align="start">
      <Text size="sm">{status === "active" ? words.already : words.intro}</Text>
      {error !== null && <ProblemNotice problem={error} />}
      {status === "active" ? (
        <ButtonLink {...toPlugin}>{words.toPlugin}</ButtonLink>
      ) : (
        <Button loading={isPending} onClick={() => mutate()}>
          {words.start}
        </Button>
      )}
    </Stack>
  );
}
