import type { ProblemKind } from "./problem-kind.ts";

/** The historical export. */
export const EXPORT_PROBLEMS = {
  export_not_found: {
    status: 404,
    retryable: false,
    title: "The plugin has not exported anything yet",
    whatToDo: "Start a historical export: `centra-klaviyo export start`.",
  },
  export_file_not_found: {
    status: 404,
    retryable: false,
    title: "No such export file",
    whatToDo: "Upload the file first, and use the name in the answer. A file goes when its export is done.",
  },
  export_pending: {
    status: 409,
    retryable: false,
    title: "A historical export is pending",
    whatToDo: "Wait until it is synchronised, or cancel it: `centra-klaviyo export cancel`.",
  },
  export_not_in_state: {
    status: 409,
    retryable: false,
    title: "The export is not in a state that allows this",
    whatToDo: "Look at its status: `centra-klaviyo export status`.",
  },
  export_not_possible: {
    status: 409,
    retryable: false,
    title: "The plugin lacks what an export needs",
    whatToDo: "Add what `detail` names: Klaviyo's keys, or a connection to the shop, or a file.",
  },
  export_file_offset: {
    status: 409,
    retryable: false,
    title: "The piece does not begin where the file ends",
    whatToDo: "Go on at `size`, which is what the file has.",
  },
  export_source_failed: {
    status: 502,
    retryable: true,
    title: "What is to be exported could not be read",
    whatToDo: "Mend what `detail` says, and try again.",
  },
} as const satisfies Record<string, ProblemKind>;
