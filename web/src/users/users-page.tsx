import { Alert, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Role, useMay } from "../account/use-me.ts";
import type { User } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Page } from "../shell/page.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkDialog, type ShownLink } from "./link-dialog.tsx";
import { ROLE_OPTIONS } from "./role-options.ts";
import { UserTable } from "./user-table.tsx";

export function UsersPage() {
  const words = texts.users;
  const mayInvite = useMay("owner");
  const queries = useQueryClient();
  const [isInviting, { open: invite, close: closeInvitation }] = useDisclosure();
  const [link, setLink] = useState<ShownLink | null>(null);
  const found = useQuery({ queryKey: ["users"], queryFn: () => answerOf(api.GET("/v1/admin/users")) });
  const changeRole = useMutation({
    mutationFn: ({ user, role }: { user: User; role: Role }) =>
      answerOf(api.PATCH("/v1/admin/users/{user}", { params: { path: { user: user.id } }, body: { role } })),
    onSettled: () => queries.invalidateQueries(),
  });
  const showLink = (shown: ShownLink) => {
    closeInvitation();
    setLink(shown);
    void queries.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <Page title={words.title} actions={mayInvite && <Button onClick={invite}>{words.invite}</Button>}>
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <PagePending />}
      {changeRole.isError && <ProblemNotice problem={changeRole.error} />}
      {found.data !== undefined && (
        <UserTable
          users={found.data.users}
          onRole={(user, role) => changeRole.mutate({ user, role })}
          onLink={showLink}
        />
      )}
      <Alert variant="default">
        {ROLE_OPTIONS.map(({ value, label }) => (
          <div key={value}>
            <b>{label}:</b> {words.rolesMean[value]}
          </div>
        ))}
      </Alert>
      <InviteDialog isOpen={isInviting} onClose={closeInvitation} onInvited={showLink} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </Page>
  );
}
