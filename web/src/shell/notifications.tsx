import "@mantine/notifications/styles.css";
import { Notifications as MantineNotifications } from "@mantine/notifications";

/** Loaded after the page; what was said meanwhile is shown then. */
export function Notifications() {
  return <MantineNotifications position="top-center" />;
}
