import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { texts } from "../texts/texts.ts";

/**
 * A dialog that is open for as long as it is rendered. When it goes the focus is again where it was; at the page's heading when that is gone,
 * such as a menu's item, so that whoever uses the keyboard is not sent to the top of the window.
 */
export function Dialog(props: Omit<ModalProps, "opened">) {
  const before = useRef(document.activeElement);
  useEffect(() => {
    const opener = before.current;
    return () => {
      const target = opener?.isConnected === true && opener !== document.body ? opener : document.querySelector("h1");
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    };
  }, []);
  return <Modal {...props} opened closeButtonProps={{ "aria-label": texts.shell.close }} />;
}
