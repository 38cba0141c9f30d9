import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type LinkAttributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "color" | "style"> & {
  readonly ref?: Ref<HTMLAnchorElement>;
};

/** A link to a page of the web app that looks like a link. */
export const AnchorLink = createLink((props: LinkAttributes & Omit<AnchorProps, "href">) => <Anchor {...props} />);

/** A link to a page of the web app that looks like a button. */
export const ButtonLink = createLink((props: LinkAttributes & Omit<ButtonProps, "href">) => (
  <Button component="a" {...props} />
));
