import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SentSamples } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { pluginsQuery } from "../plugins/queries.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { Page } from "../shell/page.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";
import { SampleForm } from "./sample-form.tsx";
import { WhatBecame } from "./what-became.tsx";

/** Samples of every metric for a chosen customer, and what becomes of each. */
export function TryItPage() {
  const plugins = useQuery(pluginsQuery);
  const [sent, setSent] = useState<SentSamples | null>(null);
  return (
    <Page title={texts.tryIt.title}>
      <Text maw={720}>{texts.tryIt.intro}</Text>
      {plugins.isError && <ProblemNotice problem={plugins.error} onRetry={() => void plugins.refetch()} />}
      {plugins.isPending && <PagePending />}
      {plugins.data?.length === 0 && <SetupInvitation />}
      {plugins.data !== undefined && plugins.data.length > 0 && <SampleForm plugins={plugins.data} onSent={setSent} />}
      {sent !== null && <WhatBecame sent={sent} plugins={plugins.data ?? []} />}
    </Page>
  );
}
