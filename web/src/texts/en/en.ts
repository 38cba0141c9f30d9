import { account } from "./account.ts";
import { overview } from "./overview.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { users } from "./users.ts";

/** A feature's texts in a file each. */
export const en = { shell, signIn, account, overview, users } as const;
