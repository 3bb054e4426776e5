import type { Rule } from './rule.ts';

// Tokens that tell what they are by how they begin. The longest have some thousand characters.
const TOKENS = [
  // Amazon Web Services
  '(?:AKIA|ASIA)[A-Z0-9]{16}',
  // GitHub, GitLab
  'gh[opsur]_[A-Za-z0-9]{20,255}',
  'github_pat_[A-Za-z0-9_]{20,255}',
  'glpat-[A-Za-z0-9_-]{20,255}',
  // Slack
  'xox[abeprs]-[A-Za-z0-9-]{10,255}',
  'xapp-[A-Za-z0-9-]{10,255}',
  // Stripe
  '[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}',
  'whsec_[A-Za-z0-9+/=]{20,255}',
  // Google
  'AIza[A-Za-z0-9_-]{30,255}',
  'GOCSPX-[A-Za-z0-9_-]{20,255}',
  // OpenAI, Anthropic: a word with hyphens that happens to begin with sk- has neither digits nor so long a part
  'sk-(?=[A-Za-z0-9_-]{0,100}(?:[0-9]|[A-Za-z]{20}))[A-Za-z0-9_-]{16,512}',
  // JSON Web Tokens, signed or encrypted
  'eyJ[A-Za-z0-9_-]{5,4096}(?:\\.[A-Za-z0-9_-]{0,8192}){2,4}',
];

// What a password or a key is called, and the words that lead from there to it.
const NAMES = [
  'pass ?(?:word|code|phrase)|passwd|pwd|pin(?: ?code)?|kennwort|passwort|contraseña|mot de passe|senha',
  '(?:api|access|account|encryption|license|secret|shared|signing)[ _-]?(?:access[ _-]?)?key|client[ _-]?secret',
  '(?:access|api|auth|bot|refresh|session)?[ _-]?token',
].join('|');
const LEADS = String.raw`["'”]?\s{0,3}(?:[:=]{1,2}>?|['’]s|(?:is|was|are|will be|(?:is )?(?:changed|set) to|ist|lautet|es|est|é|è)\b:?)`;
const HEDGES = String.raw`\s{0,3}(?:(?:now|still|currently|just|going to be|again)\s{1,3}){0,2}["'“„‘]?`;

const named = (value: string) => new RegExp(`(\\b(?:${NAMES})s?${LEADS}${HEDGES})${value}`, 'giu');

/**
 * Keys, tokens and passwords. A password is a word after "password is" and the like with a digit or a sign in it, as "the
 * password is required" says nothing secret.
 */
export const SECRETS: readonly Rule[] = [
  {
    // A block that was cut off ends with its last line that looks like key.
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){0,20000}-----END [A-Z0-9 ]{1,50}-----|(?:(?:\s|\\[nr]){1,4}[A-Za-z0-9+/=]{16,100}){0,500})/gu,
  },
  {
    pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#:@]{0,128}:[^\s/?#]{1,256}(?=@)/giu,
    keepsFirstGroup: true,
  },
  { pattern: new RegExp(`(?<![A-Za-z0-9_])(?:${TOKENS.join('|')})`, 'gu') },
  {
    pattern:
      /(\b(?:bearer|authorization: ?(?:basic|token)) {1,3})(?=[a-z._~+/=-]{0,100}[0-9]|[a-z._~+/-]{0,100}=|[a-z]{24})[a-z0-9._~+/=-]{8,8192}/giu,
    keepsFirstGroup: true,
  },
  { pattern: named(String.raw`[^\s"'“”‘’<>]{6,512}`), keepsFirstGroup: true, accept: tokenLike },
  // A passcode that is read aloud: 482 913.
  { pattern: named(String.raw`\d(?: ?\d){5,15}(?!\d)`), keepsFirstGroup: true },
];

function tokenLike(word: string): number {
  const token = word.replace(/[.,;:!?)\]}…]{1,3}$/u, '');
  const ordinary = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\p{L}\p{M}]+(?:[-–—/.,:][\p{L}\p{M}]+)*$)/iu.test(token);
  return token.length >= 6 && !ordinary && /[^\p{L}\p{M}]/u.test(token) ? token.length : 0;
}
