import type { ChangeAuthor } from "../../changes/change.ts";
import { noteChange } from "../../changes/change-log.ts";
import type { Clock } from "../../clock.ts";
import type { Database } from "../../database/database.ts";
import type { EmailMetric } from "../templates/email-metrics.ts";
import { type EmailLanguage, TEXTS, type TextKey, type Texts } from "../texts/texts.ts";

/** Whose words, and of which mail. */
export interface MailOfPlugin {
  readonly pluginId: string;
  readonly metric: EmailMetric;
  readonly language: EmailLanguage;
}

/** A merchant's own words; null: the standard ones again. */
export type TextChanges = { readonly [Key in TextKey]?: string | null };

/** What merchants word otherwise in their mails. */
export interface EditedTexts {
  /** The texts that differ from the standard ones; what `composeEmail` takes as `texts`. */
  read(mail: MailOfPlugin): Promise<Partial<Texts>>;
  /** All or nothing, with the note of who changed them. Texts are checked before (check-texts.ts). */
  change(mail: MailOfPlugin, changes: TextChanges, author: ChangeAuthor): Promise<void>;
}

export function createEditedTexts({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): EditedTexts {
  return {
    async read({ pluginId, metric, language }) {
      const rows = await database.kysely
        .selectFrom("email_texts")
        .select(["text_key", "text"])
        .where("plugin_id", "=", pluginId)
        .where("metric", "=", metric)
        .where("language", "=", language)
        .execute();
      return Object.fromEntries(rows.flatMap(({ text_key: key, text }) => (isTextKey(key) ? [[key, text]] : [])));
    },

    async change({ pluginId, metric, language }, changes, author) {
      const entries = Object.entries(changes).filter(
        (entry): entry is [string, string | null] => entry[1] !== undefined,
      );
      const mail = { plugin_id: pluginId, metric, language };
      const now = clock.now();
      await database.transaction(async (transaction) => {
        for (const [key, text] of entries) {
          const row = { ...mail, text_key: key };
          if (text === null) {
            await transaction
              .deleteFrom("email_texts")
              .where((where) => where.and(row))
              .execute();
            continue;
          }
          const values = { text, updated_at: now };
          await transaction
            .insertInto("email_texts")
            .values({ ...row, ...values })
            .onConflict((conflict) =>
              conflict.columns(["plugin_id", "metric", "language", "text_key"]).doUpdateSet(values),
            )
            .execute();
        }
        const name = `${metric}, ${language}`;
        await noteChange(transaction, { kind: "mail_texts_changed", author, changedAt: now, pluginId, name });
      });
    },
  };
}

/** A text that a later version no longer has is passed over. */
function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXTS.en, key);
}
