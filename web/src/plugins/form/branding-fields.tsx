import { ColorInput, NumberInput, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { Branding } from "../../../../src/plugins/branding.ts";
import { texts } from "../../texts/texts.ts";
import type { FormFields } from "./form-fields.ts";
import { textOf } from "./main-fields.tsx";
import { inRow } from "./row.ts";

const words = texts.plugins.fields;

const LINKS = ["shopUrl", "accountUrl", "supportUrl", "returnsUrl", "termsUrl", "privacyUrl"] as const;
const COLOURS = ["accentColor", "backgroundColor", "textColor"] as const;

/** How the mails look that are made for Klaviyo. */
export function BrandingFields({ fields }: { readonly fields: FormFields }) {
  const { value: branding, onChange } = fields.setting("branding");
  const faults = fields.faultsIn("branding");
  const bind = <Name extends keyof Branding>(name: Name) => ({
    value: branding[name],
    error: faults[name] && texts.plugins.faults.sentence(words[name], faults[name]),
    onChange: (value: Branding[Name]) => onChange({ ...branding, [name]: value }),
  });
  const social = bind("socialUrls");
  const width = bind("logoWidth");
  return (
    <>
      <TextInput {...inRow} label={words.shopName} description={words.shopNameHint} {...textOf(bind("shopName"))} />
      <TextInput {...inRow} label={words.logoUrl} inputMode="url" {...textOf(bind("logoUrl"))} />
      <TextInput {...inRow} label={words.logoDarkUrl} inputMode="url" {...textOf(bind("logoDarkUrl"))} />
      <NumberInput
        {...inRow}
        {...width}
        label={words.logoWidth}
        allowDecimal={false}
        onChange={(pixels) => width.onChange(Number(pixels))}
      />
      {COLOURS.map((name) => (
        <ColorInput key={name} {...inRow} label={words[name]} format="hex" {...bind(name)} />
      ))}
      {LINKS.map((name) => (
        <TextInput key={name} {...inRow} label={words[name]} inputMode="url" {...textOf(bind(name))} />
      ))}
      <TextInput {...inRow} label={words.supportEmail} inputMode="email" {...textOf(bind("supportEmail"))} />
      <TagsInput
        {...inRow}
        {...social}
        label={words.socialUrls}
        description={words.socialUrlsHint}
        value={[...social.value]}
      />
      <Textarea
        {...inRow}
        label={words.sender}
        description={words.senderHint}
        autosize
        minRows={2}
        {...textOf(bind("sender"))}
      />
    </>
  );
}
