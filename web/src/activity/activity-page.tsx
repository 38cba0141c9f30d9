import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../account/use-me.ts";
import { pluginsQuery } from "../plugins/queries.ts";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { toEventQuery } from "./activity-search.ts";
import { EventFeed } from "./event-feed.tsx";
import { Filters } from "./filters.tsx";
import { HeldFeed } from "./held-feed.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { timeZoneOf } from "./time-zone.ts";

/** Everything that has come, and what became of it. The address says what is searched for. */
export function ActivityPage() {
  const search = useSearch({ from: "/shell/activity" });
  const navigate = useNavigate();
  const plugins = useQuery(pluginsQuery);
  const [asksToReplay, { open, close }] = useDisclosure();
  const mayReplay = useMay("editor");
  const find = (id: string) => plugins.data?.find((plugin) => plugin.id === id);
  const canReplay = mayReplay && (search.state === "dead" || search.state === "skipped");
  return (
    <Page
      title={texts.activity.title}
      actions={
        canReplay && (
          <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} onClick={open}>
            {search.state === "skipped" ? texts.activity.replay.allSkipped : texts.activity.replay.allDead}
          </Button>
        )
      }
    >
      <Filters search={search} onChange={(next) => void navigate({ to: "/activity", search: next })} />
      {search.state === "held" ? (
        <HeldFeed
          plugin={search.plugin}
          mayRelease={mayReplay}
          timeZoneOf={(id) => timeZoneOf(find(id))}
          nameOf={(id) => find(id)?.name ?? id}
        />
      ) : (
        <EventFeed search={search} plugins={plugins.data ?? []} />
      )}
      {asksToReplay && canReplay && <ReplayDialog query={toEventQuery(search, Date.now())} onClose={close} />}
    </Page>
  );
}
