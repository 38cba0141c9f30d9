import { type RefObject, useEffect, useRef } from "react";
import type { Faults } from "./form/form-fields.ts";

/** After a refusal the focus is on the first field that has to be mended, wherever it is in the form, with what is wrong in view below it. */
export function useFocusOnFault(faults: Faults): RefObject<HTMLDivElement | null> {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    const faulty = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    faulty?.focus({ preventScroll: true });
    faulty?.scrollIntoView({ block: "center" });
  }, [faults]);
  return form;
}
