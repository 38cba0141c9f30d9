import { Text } from "@mantine/core";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";
import { useMe } from "./use-me.ts";

export function AccountPage() {
  const { user, role } = useMe();
  return (
    <Page title={texts.account.title}>
      <Text>
        {user === null ? texts.account.adminToken : [user.name, user.email].filter(Boolean).join(", ")} ·{" "}
        {texts.users.roles[role]}
      </Text>
      {user !== null && (
        <>
          <PasswordForm />
          <SessionList />
        </>
      )}
    </Page>
  );
}
