import type { KlaviyoFlow } from "../../klaviyo/setup/flows.ts";
import { contentFingerprint, messageFingerprint } from "./fingerprint.ts";

/** An e-mail of a flow, as it was read. */
export interface FoundEmail {
  readonly actionId: string;
  readonly messageId: string;
  readonly name: string;
  /** Of what it says beside its content. */
  readonly messageHash: string;
  readonly isTransactional: boolean;
}

export function emailsOf(flow: KlaviyoFlow): readonly FoundEmail[] {
  return flow.definition.actions.flatMap(({ id, data }) => {
    const message = data?.message;
    if (!message?.id) return [];
    return {
      actionId: id,
      messageId: message.id,
      name: message.name ?? "",
      messageHash: messageFingerprint(message),
      isTransactional: message.transactional === true,
    };
  });
}

/** As it is recorded of an e-mail: what it says, and its content. */
export function mailHash(messageHash: string, content: { readonly html: string; readonly text: string }): string {
  return `${messageHash}:${contentFingerprint(content)}`;
}
