import { describe, expect, it } from 'vitest';
import { PEM_BEGIN, PEM_END, redacted, TOKENS } from './redactors.ts';

describe('secrets', () => {
  it.each(Object.entries(TOKENS))('replaces %s', (_name, token) => {
    expect(redacted(`Use ${token}, then (${token}).`)).toBe('Use [secret], then ([secret]).');
  });

  it.each([
    ['a whole private key', `${PEM_BEGIN}\nMIIEow+/==\nabc\n${PEM_END}`],
    ['a private key whose end was cut off', `${PEM_BEGIN}\n${'MIIEow+/'.repeat(8)}\n${'abcd'.repeat(16)}`],
  ])('replaces %s', (_name, key) => {
    expect(redacted(`here: ${key}\nok`)).toBe('here: [secret]\nok');
  });

  it.each([
    ['https://ann:hunter2@example.com/x', 'https://[secret]@example.com/x'],
    ['https://ann:p@ss@example.com', 'https://[secret]@example.com'],
    ['postgres://:pw@10.0.0.1:5432/db', 'postgres://[secret]@10.0.0.1:5432/db'],
    ['Authorization: Bearer abc.DEF-123', 'Authorization: Bearer [secret]'],
    ['authorization: basic QWxhZGRpbjo=', 'authorization: basic [secret]'],
  ])('replaces the credentials in %s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    ['The password is hunter22.', 'The password is [secret].'],
    ['password: "s3cr3t!x", ok', 'password: "[secret]", ok'],
    ['Passcode: 482913', 'Passcode: [secret]'],
    ['the passcode is 482 913 by the way', 'the passcode is [secret] by the way'],
    ['api key: ABC-123-XYZ', 'api key: [secret]'],
    ['"client_secret": "abc123def"', '"client_secret": "[secret]"'],
    ['https://zoom.example/j/1?pwd=aB3dE6', 'https://zoom.example/j/1?pwd=[secret]'],
    ['the password is now $ecret-word', 'the password is now [secret]'],
    ['Das Passwort lautet geheim#1', 'Das Passwort lautet [secret]'],
    ['password is ann@example.com1', 'password is [secret]'],
  ])('replaces what is called a secret in %s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    'the password is required.',
    'the password is case-sensitive',
    'password: see https://example.com/reset',
    'our passwords are https://example.com/vault',
    'password reset for 2026-10-15',
    'pin is 1234',
    'the bearer certificate of incorporation',
    'risk-management-and-compliance-2026',
    'sk-learn-is-not-a-key-at-all',
    'Google "AKIA" and "ghp_"',
    'https://example.com:8080/@ann',
  ])('says nothing secret: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});
