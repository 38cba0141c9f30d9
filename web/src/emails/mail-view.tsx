import { Alert, Button, Code, Group, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import { useState } from "react";
import type { EmailPreview } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import { MailFrame } from "./mail-frame.tsx";

const PHONE_WIDTH = 375;
const words = texts.emails.mail;

type Size = "desktop" | "phone" | "text";

/** The mail as a customer gets it: its line in the inbox, and the mail itself on a desktop, on a phone, or as plain text. */
export function MailView({ preview }: { readonly preview: EmailPreview }) {
  const [size, setSize] = useState<Size>("desktop");
  const [look, setLook] = useState<"light" | "dark">("light");
  const [showsPictures, setShowsPictures] = useState(false);
  return (
    <Stack gap="sm" component="section" aria-label={words.title}>
      <InboxLine preview={preview} />
      <Group gap="sm">
        <SegmentedControl
          aria-label={words.size}
          value={size}
          onChange={(value) => setSize(value as Size)}
          data={[
            { value: "desktop", label: words.desktop },
            { value: "phone", label: words.phone },
            { value: "text", label: words.text },
          ]}
        />
        {size !== "text" && (
          <>
            <SegmentedControl
              aria-label={words.look}
              value={look}
              onChange={(value) => setLook(value as "light" | "dark")}
              data={[
                { value: "light", label: words.light },
                { value: "dark", label: words.dark },
              ]}
            />
            <Button variant="default" title={words.picturesMean} onClick={() => setShowsPictures(!showsPictures)}>
              {showsPictures ? words.hidePictures : words.showPictures}
            </Button>
          </>
        )}
      </Group>
      {size === "text" ? (
        <PlainText preview={preview} />
      ) : preview.html === null ? (
        <NotShown preview={preview} part="html" />
      ) : (
        <Paper withBorder style={{ overflow: "hidden" }}>
          <MailFrame
            key={String(showsPictures)}
            title={words.frame(size === "phone" ? words.phone : words.desktop)}
            html={preview.html}
            showsPictures={showsPictures}
            look={look}
            width={size === "phone" ? PHONE_WIDTH : null}
          />
        </Paper>
      )}
    </Stack>
  );
}

function InboxLine({ preview: { subject, previewText, skipped } }: { readonly preview: EmailPreview }) {
  return (
    <>
      {skipped !== null && (
        <Alert color="red" variant="light" icon={<IconMailOff aria-hidden />} title={words.skipped}>
          {skipped}
        </Alert>
      )}
      <Paper withBorder p="md">
        <Title order={2} size="h4" lineClamp={2}>
          {subject ?? words.notShown}
        </Title>
        <Text size="sm" lineClamp={2}>
          {previewText}
        </Text>
      </Paper>
    </>
  );
}

function PlainText({ preview }: { readonly preview: EmailPreview }) {
  const { text } = preview;
  if (text === null) return <NotShown preview={preview} part="text" />;
  if (text.trim() === "") return <Text>{words.empty}</Text>;
  return (
    <Code block tabIndex={0} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {text.trim()}
    </Code>
  );
}

interface NotShownProps {
  readonly preview: EmailPreview;
  readonly part: EmailPreview["findings"][number]["part"];
}

/** With the first error of the part: it is the one that stands in the way. */
function NotShown({ preview, part }: NotShownProps) {
  const error = preview.findings.find((one) => one.level === "error" && one.part === part);
  return (
    <Alert color="red" variant="light" role="status" title={words.notShown}>
      {error !== undefined && (
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {words.because(error.line, error.column, error.message)}
        </Text>
      )}
    </Alert>
  );
}
