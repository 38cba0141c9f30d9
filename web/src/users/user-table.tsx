import { Badge, NativeSelect, Table, Text, VisuallyHidden } from "@mantine/core";
import { type Role, useMe } from "../account/use-me.ts";
import type { User } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import type { ShownLink } from "./link-dialog.tsx";
import { ROLE_OPTIONS } from "./role-options.ts";
import { UserMenu } from "./user-menu.tsx";
import classes from "./user-table.module.css";

const words = texts.users;

interface UserTableProps {
  readonly users: readonly User[];
  readonly onRole: (user: User, role: Role) => void;
  readonly onLink: (link: ShownLink) => void;
}

/** On a phone the address and a missing password stand below the name, so that the table fits. */
export function UserTable({ users, onRole, onLink }: UserTableProps) {
  const me = useMe();
  return (
    <Table verticalSpacing="sm" className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.columns.name}</Table.Th>
          <Table.Th visibleFrom="sm">{words.columns.email}</Table.Th>
          <Table.Th>{words.columns.role}</Table.Th>
          <Table.Th visibleFrom="sm">{words.columns.password}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{words.columns.actions}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <Table.Tr key={user.id}>
            <Table.Td>
              <span>{user.name || "–"}</span>{" "}
              {user.id === me.user?.id && (
                <Badge variant="default" tt="none">
                  {words.you}
                </Badge>
              )}
              <Text size="sm" hiddenFrom="sm">
                {user.email}
              </Text>
              {!user.hasPassword && (
                <Text size="sm" hiddenFrom="sm">
                  {words.withoutPassword}
                </Text>
              )}
            </Table.Td>
            <Table.Td visibleFrom="sm">{user.email ?? "–"}</Table.Td>
            <Table.Td>
              <NativeSelect
                aria-label={words.roleOf(nameOf(user))}
                data={ROLE_OPTIONS}
                value={user.role}
                onChange={(event) => onRole(user, event.currentTarget.value as Role)}
              />
            </Table.Td>
            <Table.Td visibleFrom="sm">{user.hasPassword ? words.passwordSet : words.passwordNotSet}</Table.Td>
            <Table.Td>
              <UserMenu user={user} name={nameOf(user)} onLink={onLink} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function nameOf({ name, email, id }: User): string {
  return name || email || id;
}
