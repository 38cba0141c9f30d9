import { NavLink } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useNavigation } from "./use-navigation.ts";

export function Navigation() {
  const here = useLocation({ select: ({ pathname }) => pathname });
  return useNavigation().map(({ to, label, icon: Icon }) => {
    const isHere = to === "/" ? here === "/" : here === to || here.startsWith(`${to}/`);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Icon size={18} aria-hidden />}
        active={isHere}
        aria-current={isHere ? "page" : undefined}
      />
    );
  });
}
