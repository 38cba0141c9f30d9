import { overview } from "./overview.ts";
import { shell } from "./shell.ts";

/** A feature's texts in a file each. */
export const en = { shell, overview } as const;
