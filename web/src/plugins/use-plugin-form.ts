import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ApiProblem, fieldErrorsOf } from "../api/problem.ts";
import { changeBetween, changedFields, type Draft, draftOf } from "./form/draft.ts";
import type { Faults } from "./form/form-fields.ts";
import { type MergeQuestion, mergeDrafts } from "./merge/merge-drafts.ts";
import { keepPlugin, pluginQuery } from "./queries.ts";

interface Conflict {
  readonly current: Plugin;
  readonly question: MergeQuestion;
}

/**
 * A plugin's settings while somebody edits them. The change is against the version that was read; if that is no longer the
 * current one, nothing is saved, and `conflict` holds the question whose values count.
 */
export function usePluginForm(loaded: Plugin, onSaved: () => void) {
  const client = useQueryClient();
  const [base, setBase] = useState(loaded);
  const [draft, setDraft] = useState(() => draftOf(loaded));
  const [faults, setFaults] = useState<Faults>({});
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const changes = changedFields(draftOf(base), draft);

  const begin = (plugin: Plugin) => {
    setBase(plugin);
    setDraft(draftOf(plugin));
    setFaults({});
    setConflict(null);
  };
  if (loaded.version > base.version && changes.length === 0) begin(loaded);

  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ from, to }: { readonly from: Plugin; readonly to: Draft }) => {
      const { settings, ...outer } = changeBetween(draftOf(from), to);
      const body = { version: from.version, ...outer, ...(settings && { settings: { ...settings } }) };
      return answerOf(api.PATCH("/v1/admin/plugins/{plugin}", { params: { path: { plugin: from.id } }, body }));
    },
    onSuccess: (plugin) => {
      void keepPlugin(client, plugin);
      begin(plugin);
      onSaved();
    },
    onError: async (problem, { from, to }) => {
      setFaults(fieldErrorsOf(problem));
      if (!(problem instanceof ApiProblem) || problem.code !== "plugin_changed") return;
      const current = await client.fetchQuery({ ...pluginQuery(from.id), staleTime: 0 });
      setConflict({ current, question: mergeDrafts(draftOf(from), to, draftOf(current)) });
    },
  });

  return {
    ...{ base, draft, changes, faults, setFaults, conflict, isPending },
    /** What the fields and the merge question do not show already. */
    problem: conflict !== null || (error instanceof ApiProblem && error.code === "plugin_changed") ? null : error,
    change: setDraft,
    save: () => mutate({ from: base, to: draft }),
    discard: () => {
      reset();
      begin(loaded.version > base.version ? loaded : base);
    },
    answerConflict: (answer: Draft) => {
      if (conflict === null) return;
      setBase(conflict.current);
      setDraft(answer);
      setConflict(null);
      mutate({ from: conflict.current, to: answer });
    },
    cancelConflict: () => setConflict(null),
  };
}
