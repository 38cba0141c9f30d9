import { Alert, Badge, Button, NativeSelect, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Role, useMay, useMe } from "../account/use-me.ts";
import type { User } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkDialog, type ShownLink } from "./link-dialog.tsx";
import { ROLE_OPTIONS } from "./role-options.ts";
import { UserMenu } from "./user-menu.tsx";

export function UsersPage() {
  const words = texts.users;
  const me = useMe();
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
      {changeRole.isError && <ProblemNotice problem={changeRole.error} />}
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.name}</Table.Th>
              <Table.Th>{words.columns.email}</Table.Th>
              <Table.Th>{words.columns.role}</Table.Th>
              <Table.Th>{words.columns.password}</Table.Th>
              <Table.Th>{words.columns.actions}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.data?.users.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Td>
                  {user.name || "–"} {user.id === me.user?.id && <Badge variant="default">{words.you}</Badge>}
                </Table.Td>
                <Table.Td>{user.email ?? "–"}</Table.Td>
                <Table.Td>
                  <NativeSelect
                    aria-label={words.roleOf(nameOf(user))}
                    data={ROLE_OPTIONS}
                    value={user.role}
                    onChange={(event) => changeRole.mutate({ user, role: event.currentTarget.value as Role })}
                  />
                </Table.Td>
                <Table.Td>{user.hasPassword ? words.passwordSet : words.passwordNotSet}</Table.Td>
                <Table.Td>
                  <UserMenu user={user} name={nameOf(user)} onLink={showLink} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
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

function nameOf({ name, email, id }: User): string {
  return name || email || id;
}
