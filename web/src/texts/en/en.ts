import { account } from "./account.ts";
import { emails } from "./emails.ts";
import { overview } from "./overview.ts";
import { plugins } from "./plugins.ts";
import { setup } from "./setup.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { users } from "./users.ts";

/** A feature's texts in a file each. */
export const en = { shell, signIn, account, overview, plugins, emails, setup, users } as const;
