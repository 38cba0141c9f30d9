/** An export of the plugin is pending: nothing about it can be set up again. */
export class ExportPendingError extends Error {
  readonly code = "export_pending";
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(pluginId: string, from: string, fields: readonly string[] = []) {
    super(
      `The historical export of plugin "${pluginId}" from ${from} on is pending, so it cannot be set up again. Wait until it is ` +
        "synchronised, or cancel it first.",
    );
    this.name = "ExportPendingError";
    this.faults = fields.map((field) => ({
      pointer: `/settings/${field}`,
      detail: "cannot be changed while a historical export is pending",
    }));
  }
}

/** Something that was asked for cannot be. */
export class ExportRequestInvalidError extends Error {
  readonly code = "request_invalid";
  /** JSON pointers into the request. */
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];
  constructor(faults: ExportRequestInvalidError["faults"]) {
    super(
      `The export cannot be started so: ${faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ")}.`,
    );
    this.name = "ExportRequestInvalidError";
    this.faults = faults;
  }
}

/** There is no export in a state that the call could change. */
export class ExportNotInStateError extends Error {
  readonly code = "export_not_in_state";

  constructor(pluginId: string, wanted: string, status: string) {
    super(`The historical export of plugin "${pluginId}" cannot be ${wanted}: its status is "${status}".`);
    this.name = "ExportNotInStateError";
  }
}

/** Something that an export needs is missing. */
export class ExportNotPossibleError extends Error {
  readonly code = "export_not_possible";

  constructor(pluginId: string, why: string) {
    super(`Plugin "${pluginId}" cannot export: ${why}`);
    this.name = "ExportNotPossibleError";
  }
}

export class ExportFileNotFoundError extends Error {
  readonly code = "export_file_not_found";

  constructor(file: string) {
    super(`There is no export file "${file}". Upload it first.`);
    this.name = "ExportFileNotFoundError";
  }
}

/** A piece of an upload does not begin where the file ends. */
export class ExportFileOffsetError extends Error {
  readonly code = "export_file_offset";
  /** What the file has. */
  readonly size: number;

  constructor(file: string, offset: number, size: number) {
    super(`The export file "${file}" has ${size} bytes, and the piece begins at ${offset}. Go on at ${size}.`);
    this.name = "ExportFileOffsetError";
    this.size = size;
  }
}
