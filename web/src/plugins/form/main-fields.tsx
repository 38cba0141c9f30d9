import { PasswordInput, Select, TextInput, Title } from "@mantine/core";
import { texts } from "../../texts/texts.ts";
import type { CentraNames } from "../centra/use-centra-names.ts";
import type { FormFields } from "./form-fields.ts";
import { currencyChoices } from "./names.ts";
import { inRow } from "./row.ts";
import classes from "./settings-form.module.css";
import { YesNo } from "./yes-no.tsx";

const words = texts.plugins.fields;

/** Who the plugin is: above the heading "Settings". */
export function IdentityFields({ fields }: { readonly fields: FormFields }) {
  const status = fields.outer("status");
  const name = fields.outer("name");
  return (
    <>
      <Select
        {...inRow}
        label={words.status}
        data={(["active", "inactive"] as const).map((value) => ({ value, label: texts.plugins.status[value] }))}
        allowDeselect={false}
        leftSection={<Dot status={status.value} />}
        renderOption={({ option }) => (
          <>
            <Dot status={option.value} /> {option.label}
          </>
        )}
        value={status.value}
        error={status.error}
        onChange={(value) => value !== null && status.onChange(value as "active" | "inactive")}
      />
      <TextInput {...inRow} label={words.name} {...textOf(name)} />
      <Select
        {...inRow}
        label={words.plugin}
        data={[{ value: "klaviyo", label: words.pluginKind }]}
        value="klaviyo"
        allowDeselect={false}
      />
      <Title order={2} size="h4" mt="sm">
        {words.heading}
      </Title>
    </>
  );
}

export function KeyFields({ fields, hasPrivateKey }: { readonly fields: FormFields; readonly hasPrivateKey: boolean }) {
  return (
    <>
      <PasswordInput {...inRow} label={words.apiKey} autoComplete="off" {...textOf(fields.outer("apiKey"))} />
      <PasswordInput
        {...inRow}
        label={words.privateKey}
        autoComplete="new-password"
        placeholder={hasPrivateKey ? words.privateKeyKept : words.privateKeyNone}
        {...textOf(fields.outer("privateKey"))}
      />
    </>
  );
}

export function CurrencyField({ fields }: { readonly fields: FormFields }) {
  const { value, error, onChange } = fields.setting("baseCurrency");
  return (
    <Select
      {...inRow}
      label={words.baseCurrency}
      description={words.baseCurrencyHint}
      data={currencyChoices()}
      searchable
      limit={200}
      allowDeselect={false}
      value={value}
      error={error}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}

export function ProductFields({ fields, names }: { readonly fields: FormFields; readonly names: CentraNames | null }) {
  const language = fields.setting("languageFrom");
  return (
    <>
      <Select
        {...inRow}
        label={words.languageFrom}
        data={[
          { value: "delivery_country", label: words.deliveryCountry },
          { value: "site_language", label: words.siteLanguage },
        ]}
        allowDeselect={false}
        value={language.value}
        error={language.error}
        onChange={(value) => value !== null && language.onChange(value as "delivery_country" | "site_language")}
      />
      <YesNo label={words.shortProductName} hint={words.shortProductNameHint} {...fields.setting("shortProductName")} />
      <ImageSizeField fields={fields} names={names} />
      <TextInput
        {...inRow}
        label={words.cartLink}
        description={words.cartLinkHint}
        inputMode="url"
        {...textOf(fields.setting("cartLink"))}
      />
    </>
  );
}

/** A list where Centra tells its sizes, free text where it does not; what is set is offered in any case. */
function ImageSizeField({ fields, names }: { readonly fields: FormFields; readonly names: CentraNames | null }) {
  const { value, error, onChange } = fields.setting("imageSize");
  if (names === null)
    return (
      <TextInput
        {...inRow}
        label={words.imageSize}
        placeholder={words.imageSizeAny}
        {...textOf({ value, error, onChange })}
      />
    );
  const offered = names.imageSizes.some((size) => size.value === value) || value === "";
  const known = offered ? names.imageSizes : [...names.imageSizes, { value, label: words.notInCentra(value) }];
  return (
    <Select
      {...inRow}
      label={words.imageSize}
      data={[...known]}
      placeholder={words.imageSizeAny}
      clearable
      value={value === "" ? null : value}
      error={error}
      onChange={(chosen) => onChange(chosen ?? "")}
    />
  );
}

function Dot({ status }: { readonly status: string }) {
  return <span className={classes.dot} data-status={status} aria-hidden />;
}

/** For inputs that tell an event instead of a value. */
export function textOf({
  value,
  error,
  onChange,
}: {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return {
    value,
    error,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  };
}
