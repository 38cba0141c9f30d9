import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { Role } from "../account/use-me.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { ShownLink } from "./link-dialog.tsx";
import { ROLE_OPTIONS } from "./role-options.ts";

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onInvited: (link: ShownLink) => void;
}

export function InviteDialog({ isOpen, onClose, onInvited }: InviteDialogProps) {
  const words = texts.users.form;
  const invite = useMutation({
    mutationFn: (body: { email: string; name: string; role: Role }) => answerOf(api.POST("/v1/admin/users", { body })),
    onSuccess: ({ user, link }) => onInvited({ ...link, name: user.name || (user.email ?? "") }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    invite.mutate({
      email: String(form.get("email")),
      name: String(form.get("name")),
      role: String(form.get("role")) as Role,
    });
  };
  const close = () => {
    invite.reset();
    onClose();
  };
  const faults = fieldErrorsOf(invite.error);
  if (!isOpen) return null;
  return (
    <Dialog onClose={close} title={words.title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {invite.isError && Object.keys(faults).length === 0 && <ProblemNotice problem={invite.error} />}
          <TextInput label={words.name} name="name" autoComplete="off" data-autofocus />
          <TextInput label={words.email} name="email" type="email" autoComplete="off" required error={faults.email} />
          <NativeSelect label={words.role} name="role" data={ROLE_OPTIONS} defaultValue="viewer" />
          <Button type="submit" loading={invite.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
