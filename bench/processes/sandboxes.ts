/** Several sandboxes, each with the same accounts and no limits, in one process. Arguments: how many, accounts. Prints their addresses. */
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { keyOfAccount, nameAccount } from "../load/accounts.ts";

const [count, accounts] = process.argv.slice(2).map(Number);
const sandboxes = await Promise.all(
  Array.from({ length: count ?? 1 }, () =>
    startKlaviyoSandbox({
      accounts: Array.from({ length: accounts ?? 1 }, (_, index) => ({
        id: nameAccount(index),
        privateKeys: [{ key: keyOfAccount(index), scopes: "all" as const }],
      })),
      limits: "off",
      retention: "counts",
      ingestionDelayMs: 0,
      checkProperties: false,
    }),
  ),
);
console.log(JSON.stringify({ urls: sandboxes.map(({ url }) => url) }));
process.once("SIGTERM", () => process.exit(0));
