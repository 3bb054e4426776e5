const SHARED_AUDIO = /^Audio shared by /;
const DECORATION =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\uFE0F|\u200D|(?:^| )#\d+$/gu;
const BRACKETED = / ?[([][^()[\]]+[)\]]/g;
const SEPARATOR = / ?\| ?| [-–—/@•·] /;
const DEVICE =
  'iphone|ipad|ipod|mac|macbook|imac|galaxy|pixel|android|phone|handy|tablet|laptop|notebook|desktop|pc|computer|surface|chromebook|thinkpad';
const OWNED_DEVICE = new RegExp(`^(.+?)['’]s? (?:[\\p{L}\\d]+ ){0,2}(?:${DEVICE})(?: .*)?$`, 'iu');
const DEVICE_OF = new RegExp(`^(?:${DEVICE}) (?:of|von|van|de|di|do|da) (.+)$`, 'i');

/**
 * Whether the label is Zoom's pseudo-speaker for a participant's shared computer sound. It is a film or another call, not
 * that participant speaking, so the label stays whole and is nobody's name.
 */
export function isSharedAudio(label: string): boolean {
  return SHARED_AUDIO.test(label);
}

/**
 * The person that a display name suggests: without pronouns, emoji, device words, and the company or team that people add
 * in brackets or after a separator. A hint; nobody is identified by it.
 */
export function nameHint(label: string): string {
  const whole = label.replace(/\s+/g, ' ').trim();
  if (isSharedAudio(whole)) return whole;
  const plain = whole.replace(DECORATION, '');
  const parts = plain
    .replace(BRACKETED, ' ')
    .split(SEPARATOR)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const named = parts.find((part) => !part.startsWith('@')) ?? parts[0];
  if (named === undefined) return whole;
  return OWNED_DEVICE.exec(named)?.[1] ?? DEVICE_OF.exec(named)?.[1] ?? named;
}
