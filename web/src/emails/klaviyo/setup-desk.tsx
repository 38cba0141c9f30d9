import { Button, Checkbox, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../account/use-me.ts";
import { answerOf, api } from "../../api/client.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { LanguagePicker } from "./language-picker.tsx";
import { bodyOf, type Order } from "./order.ts";
import { PlanView } from "./plan-view.tsx";
import { runQuery } from "./run-query.ts";
import { RunView } from "./run-view.tsx";

const words = texts.mailsInKlaviyo;

/** One plugin's mails: first look, then do it. */
export function SetupDesk({ plugin }: { readonly plugin: string }) {
  const client = useQueryClient();
  const mayEdit = useMay("editor");
  const [order, setOrder] = useState<Order>({ languages: [], force: false });
  const run = useQuery(runQuery(plugin));
  const path = { params: { path: { plugin } } };
  const plan = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/emails/plan", { ...path, body: bodyOf(order) })),
  });
  const apply = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/emails/apply", { ...path, body: bodyOf(order) })),
    onSuccess: (begun) => {
      plan.reset();
      client.setQueryData(runQuery(plugin).queryKey, begun);
    },
  });
  const change = (changed: Partial<Order>) => {
    setOrder({ ...order, ...changed });
    plan.reset();
  };
  const isRunning = run.data?.state === "running";
  const problem = plan.error ?? apply.error ?? run.error;
  const steps = plan.data?.steps.length ?? 0;
  return (
    <Stack gap="md">
      <Stack gap="md">
        <LanguagePicker value={order.languages} onChange={(languages) => change({ languages })} />
        <Checkbox
          label={words.force}
          description={words.forceHint}
          checked={order.force}
          onChange={({ currentTarget }) => change({ force: currentTarget.checked })}
        />
      </Stack>
      <Group>
        <Button
          variant={steps > 0 ? "default" : "filled"}
          loading={plan.isPending}
          disabled={isRunning}
          onClick={() => plan.mutate()}
        >
          {plan.data === undefined ? words.look : words.lookAgain}
        </Button>
        {mayEdit && steps > 0 && (
          <Button loading={apply.isPending} disabled={isRunning} onClick={() => apply.mutate()}>
            {words.apply(steps)}
          </Button>
        )}
      </Group>
      {problem !== null && <ProblemNotice problem={problem} />}
      {plan.isPending && (
        <Group role="status">
          <Loader size="sm" />
          <Text size="sm">{words.looking}</Text>
        </Group>
      )}
      {plan.data === undefined && run.data != null && <RunView run={run.data} />}
      {plan.data !== undefined && <PlanView plan={plan.data} />}
    </Stack>
  );
}
