import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** After a navigation the focus is on the new page's heading, so that it is read out and the next Tab goes on from there. */
export function useFocusOnNavigation(mainId: string, onNavigated: () => void): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        onNavigated();
        const main = document.getElementById(mainId);
        (main?.querySelector<HTMLElement>("h1") ?? main)?.focus();
      }),
    [router, mainId, onNavigated],
  );
}
