import { describe, expect, it } from 'vitest';
import { redactor } from '../../../../plugin/transcript/redaction/redaction.ts';
import { redacted } from './redactors.ts';

describe('email addresses', () => {
  it.each([
    ['mail me at ann@example.com, please', 'mail me at [email address], please'],
    ['It is ann@example.com.', 'It is [email address].'],
    ['(ann.lee+zoom@mail.example.co.uk)', '([email address])'],
    ['<ann@example.com>;bob_2@example.org', '<[email address]>;[email address]'],
    ['mailto:ann@example.com?subject=Hi', 'mailto:[email address]?subject=Hi'],
    ["it's 'ann@example.com'", "it's '[email address]'"],
    ['jürgen@müller.example', '[email address]'],
    ['用户@例子.测试', '[email address]'],
    ['ann@xn--mller-kva.example', '[email address]'],
    ['4111111111111111@example.com', '[email address]'],
  ])('replaces the address in "%s" and nothing around it', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });
});

describe('phone numbers', () => {
  it.each([
    '+1 202 555 0123',
    '+12025550123',
    '+1 (202) 555-0123',
    '+44 20 7946 0000',
    '+44 (0)20 7946 0000',
    '+49 30 901820',
    '0049 30 901820',
    '011 44 20 7946 0000',
    '202-555-0123',
    '(202) 555-0123',
    '202.555.0123',
    '1-202-555-0123',
    '2025550123',
    '020 7946 0000',
    '(020) 7946 0000',
    '030/901820',
    '0171-123 45 67',
    '07700900123',
    '01 23 45 67 89',
    '06-12345678',
    '(11) 91234-5678',
    '98765 43210',
    '138 1234 5678',
  ])('replaces %s', (number) => {
    expect(redacted(`Call ${number}, please.`)).toBe('Call [phone number], please.');
  });

  it.each([
    ['my number is 612 345 678', 'my number is [phone number]'],
    ['Call me back at 555-0123.', 'Call me back at [phone number].'],
    ['Tel.: 22 33 44 55', 'Tel.: [phone number]'],
    ['WhatsApp 91 123 45 67', 'WhatsApp [phone number]'],
  ])('takes any grouping that is announced as a phone number, as in "%s"', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it('keeps apart the numbers of a list', () => {
    expect(redacted('030 901820; 030 901821,0171 1234567; 202-555-0123 202-555-0124')).toBe(
      '[phone number]; [phone number],[phone number]; [phone number] [phone number]',
    );
  });

  it('an announced date is no phone number', () => {
    const text = 'Call me on 2026-10-15 10:30 or call me on 15.10.2026, my number 1.200.000 fan';
    expect(redacted(text)).toBe(text);
  });

  it('takes bare digits for the number of a thing where the thing is named', () => {
    expect(redacted('order 2025550123, ticket no. 2025550123, then 2025550123')).toBe(
      'order 2025550123, ticket no. 2025550123, then [phone number]',
    );
  });
});

describe('card numbers', () => {
  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111111111111111',
    '4222222222222',
    '3782 822463 10005',
    '3056 930902 5904',
    '5555 5555 5555 4444',
    '2223 0031 2200 3222',
    '6011 1111 1111 1117',
    '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
  ])('replaces %s', (number) => {
    expect(redacted(`It is ${number}.`)).toBe('It is [card number].');
  });

  it('leaves the expiry date and the security code behind it', () => {
    expect(redacted('4111 1111 1111 1111 12/27 123')).toBe('[card number] 12/27 123');
  });

  it('a wrong check digit makes it no card number', () => {
    expect(redacted('4111 1111 1111 1112')).toBe('4111 1111 1111 1112');
  });
});

describe('IBANs', () => {
  it('replaces an IBAN in groups of four', () => {
    expect(redacted('to DE89 3704 0044 0532 0130 00 today')).toBe('to [IBAN] today');
  });

  it.each([
    'GB29NWBK60161331926819',
    'gb29 nwbk 6016 1331 9268 19',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NO93 8601 1117 947',
    'MT84MALT011000012345MTLCAST001S',
    'CH93-0076-2011-6238-5295-7',
    'DE 89 370 400 440 532 013 000',
  ])('replaces %s', (iban) => {
    expect(redacted(`IBAN: ${iban}.`)).toBe('IBAN: [IBAN].');
  });

  it('finds one behind words that look like the beginning of another', () => {
    expect(redacted('at 20 hours DE89370400440532013000')).toBe('at 20 hours [IBAN]');
  });

  it('a wrong check number makes it no IBAN', () => {
    expect(redactor({ kinds: ['iban'], patterns: [] }).redact('DE88 3704 0044 0532 0130 00')).toBe(
      'DE88 3704 0044 0532 0130 00',
    );
  });
});

it.each([
  'in 2026, since 1999, between 2020-2026, 2023 2024 2025 2026',
  '$1,299.00, € 2025550123, 1.200.000 euros, 1,234,567,890 dollars, 202 555 0123 %',
  '10:30, at 10.30 am, 1h 20m, 00:01:23.000 --> 00:01:25.500, 90 minutes',
  '2026-10-15, 15.10.2026, 10/15/2026, 2026-10-15T10:30:00.000Z, 05.10.2026 14:30',
  '01.02.2026 - 03.04.2026, 20261015123456, 1760500000, 1760500000000',
  'v1.2.3, 24.21.0, 4.17.21-beta.18, lodash@4.17.21',
  'we have 12 345 users and 1 234 567 890 rows, 250 300 1200 of them new, 75000 80000',
  '550e8400-e29b-41d4-a716-446655440000, 12345678-1234-4234-8234-123456789012',
  'ticket #123456, order 1234567, invoice KD-2025550123, https://example.com/o/2025550123',
  'IP 10.0.0.1, 192.168.100.200, 255.255.255.255:8080',
  'one two three four five six seven eight nine ten',
  '20 30 40 50 60 70 80 90, 10 20 30 40 50 60 70',
  '+1, +15%, C++17, +1 000 000 users, +20 000 000',
  '1234567890123456, 1111 1111 1111 1111, 0.4111111111111111',
  '@ann, ann @ example, a@b, is 20 minutes, no 12 more, at 16 or so',
])('leaves as they are: %s', (text) => {
  expect(redacted(text)).toBe(text);
});
