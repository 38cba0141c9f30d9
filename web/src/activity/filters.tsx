import { Button, CloseButton, Group, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { pluginsQuery } from "../plugins/queries.ts";
import { texts } from "../texts/texts.ts";
import {
  type ActivitySearch,
  isNarrowed,
  readTerm,
  type ShownState,
  SPANS,
  type Span,
  STATES,
} from "./activity-search.ts";
import { METRICS } from "./metrics.ts";
import { TimeRange } from "./time-range.tsx";

const words = texts.activity.filters;
const ANY = "";

interface FiltersProps {
  readonly search: ActivitySearch;
  readonly onChange: (search: ActivitySearch) => void;
}

/** What the feed is narrowed to; every change goes into the address. */
export function Filters({ search, onChange }: FiltersProps) {
  const plugins = useQuery(pluginsQuery);
  const set = (change: { [Key in keyof ActivitySearch]?: ActivitySearch[Key] | undefined }) =>
    onChange(clean({ ...search, ...change }));
  const span = search.from === undefined && search.until === undefined ? (search.last ?? ANY) : "range";
  return (
    <Group align="end" gap="sm" role="search" aria-label={words.label}>
      <SearchField key={search.email ?? search.order} search={search} onSearch={(term) => set(term)} />
      <NativeSelect
        label={words.plugin}
        value={search.plugin ?? ANY}
        onChange={({ currentTarget }) => set({ plugin: currentTarget.value || undefined })}
        data={[
          { value: ANY, label: words.any },
          ...(plugins.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={words.metric}
        value={search.metric ?? ANY}
        onChange={({ currentTarget }) => set({ metric: METRICS.find((one) => one === currentTarget.value) })}
        data={[{ value: ANY, label: words.any }, ...METRICS]}
      />
      <NativeSelect
        label={words.state}
        value={search.state ?? ANY}
        onChange={({ currentTarget }) => set({ state: STATES.find((one) => one === currentTarget.value) })}
        data={[
          { value: ANY, label: words.any },
          ...STATES.map((state: ShownState) => ({ value: state, label: texts.activity.states[state] })),
        ]}
      />
      <NativeSelect
        label={words.time}
        value={span}
        onChange={({ currentTarget: { value } }) =>
          set({
            last: SPANS.find((one) => one === value),
            from: value === "range" ? new Date(Date.now() - 3_600_000).toISOString() : undefined,
            until: undefined,
          })
        }
        data={[
          { value: ANY, label: words.anyTime },
          ...SPANS.map((one: Span) => ({ value: one, label: words.spans[one] })),
          { value: "range", label: words.range },
        ]}
      />
      {span === "range" && <TimeRange from={search.from} until={search.until} onChange={set} />}
      {isNarrowed(search) && (
        <Button variant="default" onClick={() => onChange({})}>
          {words.clear}
        </Button>
      )}
    </Group>
  );
}

interface SearchFieldProps {
  readonly search: ActivitySearch;
  readonly onSearch: (term: { email: string | undefined; order: string | undefined }) => void;
}

/** One field for both: what has an @ is an address. */
function SearchField({ search, onSearch }: SearchFieldProps) {
  const [term, setTerm] = useState(search.email ?? search.order ?? "");
  const searchFor = (text: string) => onSearch({ email: undefined, order: undefined, ...readTerm(text) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        searchFor(term);
      }}
    >
      <TextInput
        data-search
        type="search"
        label={words.term}
        placeholder={words.termExample}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          term !== "" && <CloseButton size="sm" aria-label={words.clearTerm} onClick={() => searchFor("")} />
        }
        value={term}
        onChange={({ currentTarget }) => setTerm(currentTarget.value)}
        w={{ base: "100%", sm: 260 }}
      />
    </form>
  );
}

function clean(search: { [Key in keyof ActivitySearch]?: ActivitySearch[Key] | undefined }): ActivitySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
