import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type NavigateOptions, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Plugin } from "../api/api-types.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { ExportPanel } from "../exports/export-panel.tsx";
import { exportQuery } from "../exports/queries.ts";
import { texts } from "../texts/texts.ts";
import { useCentraNames } from "./centra/use-centra-names.ts";
import { CopyDialog } from "./copy-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { draftOf } from "./form/draft.ts";
import { bindFields, type Faults } from "./form/form-fields.ts";
import { FOLDED_FIELDS } from "./form/labels.ts";
import classes from "./form/settings-form.module.css";
import { SettingsForm } from "./form/settings-form.tsx";
import { LastChange } from "./history/last-change.tsx";
import { KeyTest } from "./klaviyo/key-test.tsx";
import { MergeDialog } from "./merge/merge-dialog.tsx";
import { shapesEvents } from "./preview/event-preview.ts";
import { PreviewPanel, showPreview } from "./preview/preview-panel.tsx";
import { pluginsQuery, statusQuery } from "./queries.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { useFocusOnFault } from "./use-focus-on-fault.ts";
import { usePluginForm } from "./use-plugin-form.ts";

interface SettingsSectionProps {
  readonly plugin: Plugin;
  readonly isCentraConnected: boolean;
}

export function SettingsSection({ plugin, isCentraConnected }: SettingsSectionProps) {
  const words = texts.plugins.actions;
  const navigate = useNavigate();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"delete" | "copy" | null>(null);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const leavesFreely = useRef(false);
  const form = usePluginForm(plugin, () => notifications.show({ message: words.saved, color: "green" }));
  const { base, draft, changes, faults } = form;
  const { names, failed } = useCentraNames(plugin.id, isCentraConnected);
  const { data: history } = useQuery(exportQuery(plugin.id));
  const isDirty = changes.length > 0;
  const save = () => isDirty && !form.isPending && form.save();
  useHotkeys([["mod+S", save]], []);
  const fieldset = useFocusOnFault(faults);

  const leaveFor = async (target: NavigateOptions, message: string) => {
    leavesFreely.current = true;
    notifications.show({ message, color: "green" });
    await client.invalidateQueries({ queryKey: pluginsQuery.queryKey, exact: true });
    await client.invalidateQueries({ queryKey: statusQuery.queryKey });
    await navigate(target);
  };

  return (
    <Stack gap="lg" ref={fieldset}>
      <UnsavedGuard isDirty={() => isDirty && !leavesFreely.current} />
      {failed && (
        <Text size="sm" c="dimmed" role="status">
          {texts.plugins.centra.optionsFailed}
        </Text>
      )}
      <SettingsForm
        fields={bindFields(draft, faults, form.change)}
        hasPrivateKey={base.hasPrivateKey}
        names={names}
        history={history ?? null}
        historyPanel={
          history !== undefined && (
            <ExportPanel
              status={history}
              isWanted={draft.settings.transferHistoricalData}
              canStart={!isDirty && base.settings.transferHistoricalDataFrom !== null}
            />
          )
        }
        keyTest={
          <KeyTest
            keys={{
              plugin: plugin.id,
              apiKey: draft.apiKey,
              privateKey: draft.privateKey,
              baseCurrency: draft.settings.baseCurrency,
            }}
            onFaults={form.setFaults}
          />
        }
        opened={[...new Set([...opened, ...foldsWithFaults(faults)])]}
        onOpened={setOpened}
      />
      <PreviewPanel plugin={plugin.id} base={draftOf(base)} draft={draft} />
      <LastChange plugin={plugin.id} />
      <Stack className={classes.actions} gap="sm">
        {form.problem !== null && <SavingProblem problem={form.problem} />}
        <Group justify="space-between" gap="sm">
          <Button
            color="red"
            variant="light"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setDialog("delete")}
          >
            {words.delete}
          </Button>
          <Group gap="sm">
            <Text size="sm" c="dimmed" role="status" visibleFrom="sm">
              {isDirty ? words.changes(changes.length) : words.nothingChanged}
            </Text>
            {changes.some(shapesEvents) && (
              <Anchor component="button" type="button" size="sm" onClick={showPreview}>
                {words.seePreview}
              </Anchor>
            )}
            <Button variant="default" disabled={!isDirty} onClick={form.discard}>
              {words.discard}
            </Button>
            <Button disabled={!isDirty} loading={form.isPending} onClick={save}>
              {words.save}
            </Button>
            <Button variant="default" onClick={() => setDialog("copy")}>
              {words.saveAsNew}
            </Button>
          </Group>
        </Group>
      </Stack>
      {form.conflict !== null && (
        <MergeDialog question={form.conflict.question} onAnswer={form.answerConflict} onCancel={form.cancelConflict} />
      )}
      {dialog === "delete" && (
        <DeleteDialog
          plugin={plugin}
          onDeleted={() => void leaveFor({ to: "/plugins" }, texts.plugins.deletion.done(plugin.name))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "copy" && (
        <CopyDialog
          plugin={base}
          draft={draft}
          onCopied={(copy) =>
            void leaveFor({ to: "/plugins/$plugin", params: { plugin: copy.id } }, words.savedAsNew(copy.name))
          }
          onFaults={form.setFaults}
          onClose={() => setDialog(null)}
        />
      )}
    </Stack>
  );
}

function foldsWithFaults(faults: Faults): string[] {
  const names = Object.keys(faults);
  const folds = Object.entries(FOLDED_FIELDS);
  return folds.flatMap(([fold, fields]) =>
    fields.some((field) => names.some((name) => name.startsWith(field))) ? [fold] : [],
  );
}

/** Faults stand at their fields, so here they are only counted. */
function SavingProblem({ problem }: { readonly problem: unknown }) {
  const count = Object.keys(fieldErrorsOf(problem)).length;
  if (count === 0) return <ProblemNotice problem={problem} />;
  return (
    <Alert color="red" variant="light" role="alert">
      {texts.plugins.faults.some(count)}
    </Alert>
  );
}
