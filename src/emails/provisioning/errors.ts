/** Setting up a plugin's mails cannot go on for a reason of our own. */
export class ProvisioningError extends Error {
  readonly code:
    | "sender_unknown"
    | "account_differs"
    | "key_unset"
    | "metrics_missing"
    | "object_missing"
    | "run_exists";

  constructor(code: ProvisioningError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
