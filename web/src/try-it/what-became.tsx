import type { Plugin, SentSamples } from "../api/api-types.ts";
import { FollowedSamples } from "./followed-samples.tsx";
import { StraightOutcomes } from "./straight-outcomes.tsx";

interface WhatBecameProps {
  readonly sent: SentSamples;
  readonly plugins: readonly Plugin[];
}

/** Of samples that are delivered as every event is, and of those that went straight to Klaviyo, since the plugin is inactive. */
export function WhatBecame({ sent, plugins }: WhatBecameProps) {
  return sent.way === "queued" ? (
    <FollowedSamples key={sent.since} sent={sent} plugins={plugins} />
  ) : (
    <StraightOutcomes sent={sent} />
  );
}
