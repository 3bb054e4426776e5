import { redactor } from '../../../../plugin/transcript/redaction/redaction.ts';

export const KINDS = ['email', 'phone', 'card', 'iban', 'secret'] as const;

/** Looks for all there is, and for the patterns of an admin. */
export const all = (patterns: readonly string[] = []) => redactor({ kinds: KINDS, patterns });

export const redacted = (text: string) => all().redact(text);

// Put together here, so that nobody who scans the repository for secrets takes them for some.
export const TOKENS = {
  'an AWS access key id': `AKIA${'IOSFODNN7EXAMPLE'}`,
  'a temporary AWS access key id': `ASIA${'IOSFODNN7EXAMPLE'}`,
  'a GitHub token': `ghp_${'a'.repeat(36)}`,
  'a GitHub OAuth token': `gho_${'a1'.repeat(18)}`,
  'a fine-grained GitHub token': `github_pat_${'11A'.repeat(10)}_${'b'.repeat(40)}`,
  'a GitLab token': `glpat-${'a-1_'.repeat(5)}`,
  'a Slack bot token': `xoxb-${'123456789012'}-${'abcDEF'.repeat(4)}`,
  'a Slack app token': `xapp-${'1-A012B'.repeat(4)}`,
  'a Stripe live key': `sk_live_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Stripe restricted key': `rk_live_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Stripe test key': `sk_test_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Stripe webhook secret': `whsec_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Google API key': `AIza${'Sy-a_1B'.repeat(5)}`,
  'a Google client secret': `GOCSPX-${'a-1_B'.repeat(5)}`,
  'an OpenAI key': `sk-${'a'.repeat(48)}`,
  'an OpenAI project key': `sk-proj-${'a1_B-'.repeat(10)}`,
  'an Anthropic key': `sk-ant-api03-${'a1_B-'.repeat(10)}AA`,
  'a JSON Web Token': [
    'eyJhbGciOiJIUzI1NiJ9',
    'eyJzdWIiOiIxMjM0In0',
    'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
  ].join('.'),
};

export const PEM_BEGIN = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;
export const PEM_END = `-----END RSA ${'PRIVATE'} KEY-----`;
