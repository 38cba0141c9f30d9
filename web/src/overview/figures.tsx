import { Card, Group, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Overview } from "../api/api-types.ts";
import { AnchorLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";
import { showDuration } from "../time/show-time.ts";
import { addUpLanes, shareOf } from "./add-up.ts";

const words = texts.overview;

interface FiguresProps {
  readonly overview: Overview;
  /** That the page is narrowed to. */
  readonly plugin: string | undefined;
}

/** How much waits, how much was refused, how fast it goes, how much of Klaviyo's quota is in use. */
export function Figures({ overview, plugin }: FiguresProps) {
  const { plugins, accounts, takenAt } = overview;
  const sum = (name: "dead" | "skipped" | "held") => plugins.reduce((total, one) => total + one[name], 0);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      <Figure title={words.queue.title}>
        {(["live", "history"] as const).map((lane) => {
          const { pending, oldestReceivedAt } = addUpLanes(plugins, lane);
          return (
            <Group key={lane} justify="space-between" wrap="nowrap" align="start">
              <Text size="sm">{words.queue.lanes[lane]}</Text>
              <Text size="sm" ta="end">
                {words.queue.pending(pending)}
                {oldestReceivedAt !== null && `, ${words.queue.oldest(showDuration(takenAt - oldestReceivedAt))}`}
              </Text>
            </Group>
          );
        })}
      </Figure>
      <Figure title={words.latency.title}>
        {accounts.length === 0 && <Text size="sm">{words.latency.unknown}</Text>}
        {accounts.map((account) => (
          <Latency key={account.accountId} account={account} isNamed={accounts.length > 1} />
        ))}
      </Figure>
      <Figure title={words.quota.title}>
        {accounts.length === 0 && <Text size="sm">{words.quota.unknown}</Text>}
        {accounts.map((account) => (
          <Quota key={account.accountId} account={account} isNamed={accounts.length > 1} now={takenAt} />
        ))}
      </Figure>
      {(["dead", "held", "skipped"] as const).map((state) => (
        <Figure key={state} title={words[state === "skipped" ? "left" : state].title}>
          <AnchorLink to="/activity" search={{ state, ...(plugin === undefined ? {} : { plugin }) }} fz="xl" fw={600}>
            {words.dead.some(sum(state))}
          </AnchorLink>
        </Figure>
      ))}
    </SimpleGrid>
  );
}

function Figure({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {children}
      </Stack>
    </Card>
  );
}

type Account = Overview["accounts"][number];

function Latency({ account: { accountId, isFresh, latency }, isNamed }: { account: Account; isNamed: boolean }) {
  const { live } = latency;
  return (
    <div>
      {isNamed && <Text size="sm">{words.quota.account(accountId)}</Text>}
      {!isFresh && <Text size="sm">{words.latency.unknown}</Text>}
      {isFresh && live === null && <Text size="sm">{words.latency.none}</Text>}
      {isFresh && live !== null && (
        <>
          <Text fw={600}>{words.latency.figure(showDuration(live.p50Ms), showDuration(live.p95Ms))}</Text>
          <Text size="sm">{words.latency.detail}</Text>
        </>
      )}
    </div>
  );
}

function Quota({ account, isNamed, now }: { account: Account; isNamed: boolean; now: number }) {
  if (!account.isFresh) return <Text size="sm">{words.quota.unknown}</Text>;
  return (
    <Stack gap={6}>
      {isNamed && <Text size="sm">{words.quota.account(account.accountId)}</Text>}
      {(["single", "bulk"] as const).map((name) => {
        const { window, state } = account[name];
        const { used, limit, share } = shareOf(window, now);
        const label = words.quota.endpoints[name];
        const value = window === null ? words.quota.unused : words.quota.used(used, limit);
        return (
          <div key={name}>
            <Group justify="space-between">
              <Text size="sm">{label}</Text>
              <Text size="sm">{value}</Text>
            </Group>
            <Progress value={share} size="sm" aria-label={`${label}: ${value}`} />
            {state === "open" && <Text size="sm">{words.quota.unwell}</Text>}
          </div>
        );
      })}
    </Stack>
  );
}
