import { useQuery } from "@tanstack/react-query";
import type { Choice } from "../form/names.ts";
import { centraOptionsQuery } from "../queries.ts";

/** What the settings are chosen from, in the shop's own names. */
export interface CentraNames {
  readonly stores: readonly Choice[];
  readonly markets: readonly Choice[];
  readonly pricelists: readonly Choice[];
  readonly countries: readonly Choice[];
  readonly imageSizes: readonly Choice[];
}

const asChoices = (options: readonly { readonly value: string; readonly name: string }[]) =>
  options.map(({ value, name }) => ({ value, label: name }));

/** Null while they are read, where Centra is not connected, and where it does not answer (`failed`). */
export function useCentraNames(plugin: string, isConnected: boolean) {
  const { data, isError } = useQuery({ ...centraOptionsQuery(plugin), enabled: isConnected });
  const names: CentraNames | null =
    data === undefined
      ? null
      : {
          stores: asChoices(data.stores),
          markets: asChoices(data.markets),
          pricelists: asChoices(data.pricelists),
          countries: asChoices(data.countries),
          imageSizes: asChoices(data.imageSizes),
        };
  return { names, failed: isConnected && isError };
}
