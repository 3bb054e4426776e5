/** What redaction looks for. `custom` stands for the patterns an admin adds. */
export type RedactionKind = 'email' | 'phone' | 'card' | 'iban' | 'secret' | 'custom';

/** What stands in the text in place of a find. */
export const PLACEHOLDERS: Readonly<Record<RedactionKind, string>> = {
  email: '[email address]',
  phone: '[phone number]',
  card: '[card number]',
  iban: '[IBAN]',
  secret: '[secret]',
  custom: '[redacted]',
};
