import { account } from "./account.ts";
import { activity } from "./activity.ts";
import { changes } from "./changes.ts";
import { emails } from "./emails.ts";
import { exporting } from "./exporting.ts";
import { mailsInKlaviyo } from "./mails-in-klaviyo.ts";
import { overview } from "./overview.ts";
import { plugins } from "./plugins.ts";
import { setup } from "./setup.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { time } from "./time.ts";
import { tryIt } from "./try-it.ts";
import { users } from "./users.ts";

/** A feature's texts in a file each. */
export const en = {
  shell,
  signIn,
  account,
  exporting,
  overview,
  activity,
  tryIt,
  plugins,
  emails,
  mailsInKlaviyo,
  setup,
  users,
  changes,
  time,
} as const;
