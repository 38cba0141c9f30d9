import { Badge, Text } from "@mantine/core";
import type { FlowStep, ProvisioningPlan } from "../../api/api-types.ts";
import { texts } from "../../texts/texts.ts";
import classes from "./flow-diagram.module.css";

const words = texts.mailsInKlaviyo.diagram;

type Flow = ProvisioningPlan["flows"][number];

/** A flow as Klaviyo draws it: the trigger on top, a split's yes and no below. Nested lists, so that it can be read without sight. */
export function FlowDiagram({ flow: { name, tree } }: { readonly flow: Flow }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
    <section className={classes.diagram} aria-label={words.label(name)} tabIndex={0}>
      <ul className={classes.steps}>
        <li>
          <Card kind={words.trigger} look={classes.trigger}>
            <Text size="sm">{words.when(tree.metric)}</Text>
            {tree.unless !== null && <Text size="xs">{words.unless(tree.unless)}</Text>}
          </Card>
          <Steps step={tree.first} />
        </li>
      </ul>
    </section>
  );
}

function Steps({ step }: { readonly step: FlowStep }) {
  return (
    <ul className={classes.steps}>
      <li>
        <Step step={step} />
      </li>
    </ul>
  );
}

function Step({ step }: { readonly step: FlowStep }) {
  switch (step.kind) {
    case "wait":
      return (
        <>
          <Card kind={words.delay}>
            <Text size="sm">{words.wait(step.hours)}</Text>
          </Card>
          <Steps step={step.next} />
        </>
      );
    case "split":
      return (
        <>
          <Card kind={words.split}>
            <Text size="sm">{words.language(step.languages)}</Text>
          </Card>
          <ul className={classes.branches}>
            <li>
              <Badge variant="light" size="sm">
                {words.yes}
              </Badge>
              <Steps step={step.yes} />
            </li>
            <li>
              <Badge variant="default" size="sm">
                {words.no}
              </Badge>
              <Steps step={step.no} />
            </li>
          </ul>
        </>
      );
    case "email":
      return (
        <Card kind={words.email} look={classes.email}>
          <Text size="sm">{step.name}</Text>
          <Text size="xs">{step.subject}</Text>
        </Card>
      );
  }
}

function Card({
  kind,
  look,
  children,
}: {
  readonly kind: string;
  readonly look?: string | undefined;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={`${classes.card} ${look ?? ""}`}>
      <Text size="xs" fw={600}>
        {kind}
      </Text>
      {children}
    </div>
  );
}
