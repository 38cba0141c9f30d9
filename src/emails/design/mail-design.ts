/** A mail before it is filled: its HTML as MJML, and its plain text. */
export interface MailDesign {
  readonly mjml: string;
  readonly text: string;
}
