import { Accordion, Alert, Badge, Group, List, Stack, Text, Title } from "@mantine/core";
import type { ProvisioningPlan } from "../../api/api-types.ts";
import { texts } from "../../texts/texts.ts";
import { FlowDiagram } from "./flow-diagram.tsx";

const words = texts.mailsInKlaviyo;

/** What would be done, what stays, what is for a person, and every flow as a picture. */
export function PlanView({ plan }: { readonly plan: ProvisioningPlan }) {
  const { account, steps, kept, notices, unchanged, flows } = plan;
  return (
    <Stack gap="md">
      <Text size="sm">{words.account(account.organization, account.id, account.sender)}</Text>
      {steps.length === 0 && <Text>{words.nothing}</Text>}
      {unchanged > 0 && <Text size="sm">{words.unchanged(unchanged)}</Text>}
      {kept.length > 0 && (
        <Alert variant="default" title={words.kept}>
          <Messages messages={kept.map(({ message }) => message)} />
        </Alert>
      )}
      {notices.length > 0 && (
        <Alert variant="default" title={words.notices}>
          <Messages messages={notices.map(({ message }) => message)} />
        </Alert>
      )}
      <Title order={2} size="h4">
        {words.flows}
      </Title>
      <Accordion multiple variant="contained" defaultValue={flows.slice(0, 1).map(idOf)} order={3}>
        {flows.map((flow) => (
          <Accordion.Item key={flow.name} value={idOf(flow)}>
            <Accordion.Control>
              <Group gap="xs">
                <Text>{flow.tree.metric}</Text>
                <Badge variant="default" tt="none">
                  {words.changes[flow.change]}
                </Badge>
                <Badge variant="default" tt="none">
                  {statusOf(flow.status)}
                </Badge>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <FlowDiagram flow={flow} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {steps.length > 0 && <Messages title={words.steps} messages={steps.map(({ text }) => text)} />}
    </Stack>
  );
}

/** Becomes part of ids, which have no spaces. */
function idOf({ name }: ProvisioningPlan["flows"][number]): string {
  return name.replaceAll(/\W+/g, "-");
}

function Messages({ title, messages }: { readonly title?: string; readonly messages: readonly string[] }) {
  return (
    <>
      {title !== undefined && (
        <Title order={2} size="h4">
          {title}
        </Title>
      )}
      <List size="sm" spacing={4}>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </>
  );
}

function statusOf(status: string | null): string {
  if (status === null) return words.notThere;
  return Object.entries(words.statuses).find(([name]) => name === status)?.[1] ?? status;
}
