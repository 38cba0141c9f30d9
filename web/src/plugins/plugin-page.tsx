import { Alert, Tabs } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { CentraSection } from "./centra/centra-section.tsx";
import { EditorsOnly } from "./editors-only.tsx";
import { ChangesSection } from "./history/changes-section.tsx";
import { PushKeysSection } from "./push-keys/push-keys-section.tsx";
import { pluginQuery, statusQuery } from "./queries.ts";
import { readSection, type Section } from "./section.ts";
import { SettingsSection } from "./settings-section.tsx";

const words = texts.plugins;
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const PARTS: Readonly<Record<Section, string>> = {
  settings: words.sections.settings,
  centra: words.sections.centra,
  keys: words.sections.pushKeys,
  changes: words.sections.changes,
};

/** One plugin: its settings, where its events come from, and who may push. */
export function PluginPage() {
  const { plugin: id } = useParams({ from: "/shell/plugins/$plugin" });
  const { section } = useSearch({ from: "/shell/plugins/$plugin" });
  const navigate = useNavigate();
  const { data: plugin } = useSuspenseQuery(pluginQuery(id));
  const { data: all } = useSuspenseQuery(statusQuery);
  const centra = all.find((one) => one.id === plugin.id)?.centra ?? "none";
  const show = (chosen: Section) =>
    void navigate({
      to: "/plugins/$plugin",
      params: { plugin: plugin.id },
      search: chosen === "settings" ? {} : { section: chosen },
      replace: true,
    });

  return (
    <Page title={plugin.name} part={PARTS[readSection(section)]}>
      {plugin.alarm !== null && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={words.alarm(time.format(plugin.alarm.since))}
        >
          {plugin.alarm.message}
        </Alert>
      )}
      <Tabs value={readSection(section)} onChange={(chosen) => show(readSection(chosen))}>
        <Tabs.List aria-label={words.sections.label} mb="lg">
          <Tabs.Tab value="settings">{words.sections.settings}</Tabs.Tab>
          <Tabs.Tab value="centra">{words.sections.centra}</Tabs.Tab>
          <Tabs.Tab value="keys">{words.sections.pushKeys}</Tabs.Tab>
          <Tabs.Tab value="changes">{words.sections.changes}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings">
          <EditorsOnly>
            <SettingsSection key={plugin.id} plugin={plugin} isCentraConnected={centra !== "none"} />
          </EditorsOnly>
        </Tabs.Panel>
        <Tabs.Panel value="centra">
          <EditorsOnly>
            <CentraSection key={plugin.id} plugin={plugin.id} state={centra} />
          </EditorsOnly>
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangesSection plugin={plugin.id} />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <EditorsOnly>
            <PushKeysSection plugin={plugin.id} />
          </EditorsOnly>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
