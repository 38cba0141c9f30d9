import classes from "./settings-form.module.css";

type Part = "label" | "input" | "description" | "error";

const ORDER: Part[] = ["label", "input", "description", "error"];

/** Makes an input stand in the form's three columns; label, hint and fault stay tied to it. */
export const inRow = {
  inputWrapperOrder: ORDER,
  classNames: { root: classes.row ?? "", label: classes.label ?? "", description: classes.hint ?? "" },
};
