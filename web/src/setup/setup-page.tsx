import { Stepper, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { EditorsOnly } from "../plugins/editors-only.tsx";
import { pluginsQuery, statusQuery } from "../plugins/queries.ts";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { DemoCard } from "./demo-card.tsx";
import { KlaviyoStep } from "./klaviyo-step.tsx";
import { LiveStep } from "./live-step.tsx";
import { SamplesStep } from "./samples-step.tsx";
import { SourceStep } from "./source-step.tsx";
import { TestStep } from "./test-step.tsx";

const words = texts.setup;
const STEPS = [words.klaviyo, words.source, words.test, words.samples, words.live];

/** From an empty installation to the first mail. The address names the plugin once it exists, so that it can be gone on with later. */
export function SetupPage() {
  const { plugin: id } = useSearch({ from: "/shell/setup" });
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 62em)");
  const { data: plugins } = useSuspenseQuery(pluginsQuery);
  const { data: status } = useSuspenseQuery(statusQuery);
  const plugin = plugins.find((one) => one.id === id) ?? null;
  const centra = status.find((one) => one.id === id)?.centra ?? "none";
  const [step, setStep] = useState(plugin === null ? 0 : 1);
  const content = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) content.current?.focus();
    shown.current = step;
  }, [step]);
  const goOn = () => setStep((current) => Math.min(current + 1, STEPS.length - 1));

  return (
    <Page title={plugin === null ? words.title : words.titleOf(plugin.name)}>
      {plugins.length === 0 && <Text maw={720}>{words.invitation.detail}</Text>}
      <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={plugin !== null} size="sm">
        {STEPS.map(({ title, description }, index) => (
          <Stepper.Step
            key={title}
            aria-current={index === step ? "step" : undefined}
            {...(isNarrow ? { "aria-label": `${index + 1} ${title}` } : { label: title, description })}
          />
        ))}
      </Stepper>
      {isNarrow && <Text fw={600}>{words.stepOf(step + 1, STEPS.length, STEPS[step]?.title ?? "")}</Text>}
      <section ref={content} tabIndex={-1} aria-label={STEPS[step]?.title} style={{ outline: "none" }}>
        <EditorsOnly>
          {step === 0 && (
            <KlaviyoStep
              key={plugin?.id}
              plugin={plugin}
              onDone={(saved) => {
                void navigate({ to: "/setup", search: { plugin: saved.id }, replace: true });
                goOn();
              }}
            />
          )}
          {plugin !== null && step === 1 && <SourceStep plugin={plugin.id} centra={centra} onDone={goOn} />}
          {plugin !== null && step === 2 && <TestStep plugin={plugin} centra={centra} onDone={goOn} />}
          {plugin !== null && step === 3 && <SamplesStep plugin={plugin} onDone={goOn} />}
          {plugin !== null && step === 4 && <LiveStep plugin={plugin} />}
        </EditorsOnly>
      </section>
      {plugins.length === 0 && <DemoCard />}
    </Page>
  );
}
