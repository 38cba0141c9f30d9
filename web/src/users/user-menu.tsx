import { ActionIcon, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconLink, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { User } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { ShownLink } from "./link-dialog.tsx";

interface UserMenuProps {
  readonly user: User;
  readonly name: string;
  readonly onLink: (link: ShownLink) => void;
}

export function UserMenu({ user, name, onLink }: UserMenuProps) {
  const words = texts.users;
  const params = { path: { user: user.id } };
  const queries = useQueryClient();
  const [isRemoving, { open, close }] = useDisclosure();
  const makeLink = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/users/{user}/link", { params })),
    onSuccess: (link) => onLink({ ...link, name }),
  });
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE("/v1/admin/users/{user}", { params })),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={words.menuOf(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => makeLink.mutate()} leftSection={<IconLink size={16} aria-hidden />}>
            {words.newLink}
          </Menu.Item>
          <Menu.Item color="red" onClick={open} leftSection={<IconTrash size={16} aria-hidden />}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {makeLink.isError && <ProblemNotice problem={makeLink.error} />}
      {isRemoving && (
        <Dialog onClose={close} title={words.removal.title(name)}>
          <Stack gap="md">
            <Text size="sm">{words.removal.explain}</Text>
            {remove.isError && <ProblemNotice problem={remove.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close} data-autofocus>
                {words.removal.cancel}
              </Button>
              <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {words.removal.confirm}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
