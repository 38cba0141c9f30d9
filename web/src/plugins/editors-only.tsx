import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMay } from "../account/use-me.ts";
import { texts } from "../texts/texts.ts";
import classes from "./form/settings-form.module.css";

/** Whoever may not change anything sees the fields as they are, and why they cannot be used. */
export function EditorsOnly({ children }: { readonly children: ReactNode }) {
  const mayEdit = useMay("editor");
  return (
    <fieldset disabled={!mayEdit} className={classes.plainFieldset}>
      {!mayEdit && (
        <Text size="sm" mb="md" role="status">
          {texts.plugins.actions.viewerOnly}
        </Text>
      )}
      {children}
    </fieldset>
  );
}
