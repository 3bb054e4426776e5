import { secretsOfForm } from '../../test/zoom/har-entry.ts';
import { type Exchange, jsonOf } from './exchange.ts';
import { treatmentOf } from './scrub/fields.ts';

/** Everything in the exchanges that opens something: tokens, codes, passcodes, credentials. */
export function secretsIn(exchanges: readonly Exchange[]): string[] {
  const found = exchanges.flatMap(({ sent, posted, text }) => [
    ...credentialsOf(sent.authorization),
    ...(posted !== '' && jsonOf(posted) === undefined ? secretsOfForm(posted) : []),
    ...secretFields('', jsonOf(text)),
  ]);
  return [...new Set(found)].filter((secret) => secret !== '');
}

/** As it was sent, and what is in it. */
function credentialsOf(authorization = ''): string[] {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (!/^basic$/i.test(scheme)) return [value];
  const [id = '', ...secret] = Buffer.from(value, 'base64').toString().split(':');
  return [value, id, secret.join(':')];
}

function secretFields(field: string, value: unknown): string[] {
  if (typeof value === 'string') return treatmentOf(field) === 'secret' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => secretFields(field, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secretFields(name, inner));
}
