import type { Rule } from './rule.ts';

// 64 characters before the @, 63 in a label and 10 labels are more than any mail server takes in practice.
const LOCAL_PART = String.raw`[\p{L}\p{N}_+][\p{L}\p{M}\p{N}_.%+&~'’-]{0,63}`;
const LABEL = String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62}\.`;
const TOP_LEVEL = String.raw`(?:xn--[a-z0-9-]{2,59}|\p{L}[\p{L}\p{M}]{1,62})`;

/** Email addresses, in any script. The top level is letters: `lodash@4.17.21` is a version. */
export const EMAIL: Rule = {
  pattern: new RegExp(`${LOCAL_PART}[@＠](?:${LABEL}){1,10}${TOP_LEVEL}`, 'giu'),
};
