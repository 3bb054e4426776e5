import { fold } from './folding.ts';
import { contentStems, wordsOf } from './words.ts';

/** A Learning Rule of Halo. Topics choose what is distilled, keywords keep out, instructions shape the extraction. */
export interface Rule {
  type: 'topic' | 'keyword' | 'instruction';
  text: string;
}

/**
 * The first keyword rule whose phrase is present in one of the texts.
 *
 * Halo's words are "exact phrase" and "anywhere in the content", so a phrase also hits inside a longer word: for a rule
 * that keeps things out, one meeting too many is the safe mistake. A phrase may run over a cue or turn border, so the
 * caller passes the title and, for each speaker, their texts joined.
 */
export function keywordHit(rules: readonly Rule[], texts: readonly string[]): Rule | undefined {
  const contents = texts.map(fold);
  return rules.find((rule) => {
    const phrase = fold(rule.text);
    // An empty phrase is in every text: a rule left blank by mistake must not keep out everything.
    return rule.type === 'keyword' && phrase !== '' && contents.some((content) => content.includes(phrase));
  });
}

/** The phrases of the keyword rules, each once and in one order: what they keep out depends on nothing else. */
export function keywordPhrases(rules: readonly Rule[]): string[] {
  const phrases = rules.filter(({ type }) => type === 'keyword').map(({ text }) => fold(text));
  return [...new Set(phrases)].filter((phrase) => phrase !== '').sort();
}

/** Each speaker's words in one text, as keyword rules want them. */
export function textsBySpeaker(said: readonly { speaker: string | null; text: string }[]): string[] {
  const bySpeaker = Map.groupBy(said, ({ speaker }) => speaker);
  return [...bySpeaker.values()].map((own) => own.map(({ text }) => text).join(' '));
}

/**
 * Why a meeting is held back, for the page: it is about none of the topics, judged by words alone (the host's model judges
 * better, where there is one). Null if it is about one of them. Several topics are joined by OR; without any, everything is
 * distilled.
 */
export function topicGate(
  rules: readonly Rule[],
  title: string,
  turns: readonly { text: string }[],
): string | null {
  const topics = rules
    .filter(({ type, text }) => type === 'topic' && wordsOf(text).length > 0)
    .map(({ text }) => text);
  if (topics.length === 0) return null;
  const inTitle = new Set(contentStems(title));
  const counts = new Map<string, number>();
  for (const turn of turns) {
    for (const stem of contentStems(turn.text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return topics.some((topic) => isAbout(topic, inTitle, counts)) ? null : aboutNoneOf(topics);
}

export function aboutNoneOf(topics: readonly string[]): string {
  return `No topic rule matches this meeting (${topics.map((topic) => `“${topic}”`).join(', ')}).`;
}

/** Words of topic rules that every meeting satisfies. */
const WORDS_OF_ANY_MEETING = new Set(
  contentStems(
    'call meeting conversation discussion discuss talk topic question information thing anything everything related customer client user team',
  ),
);

/** Least times the words of a topic are said when the title does not name it: once may be a passing remark. */
const PASSING_REMARK = 2;

function isAbout(topic: string, inTitle: ReadonlySet<string>, counts: ReadonlyMap<string, number>): boolean {
  const all = [...new Set(contentStems(topic))];
  const telling = all.filter((stem) => !WORDS_OF_ANY_MEETING.has(stem));
  const stems = telling.length > 0 ? telling : all.length > 0 ? all : wordsOf(topic);
  const said = stems.map((stem) => forms(stem).reduce((sum, form) => sum + (counts.get(form) ?? 0), 0));
  const named = stems.map((stem) => forms(stem).some((form) => inTitle.has(form)));
  const covered = stems.filter((_, at) => named[at] || (said[at] ?? 0) > 0).length;
  if (covered * 2 < stems.length || covered === 0) return false;
  return named.includes(true) || said.reduce((sum, count) => sum + count, 0) >= PASSING_REMARK;
}

/** What people say for the topics that rules name most. Read across: any word of a row stands for the others. */
const SAME_TOPIC: readonly (readonly string[])[] = [
  'price cost budget discount quote invoice expensive cheap billing',
  'bug error crash broken outage incident',
  'onboarding kickoff rollout training implementation',
  'security compliance privacy gdpr encryption audit sso',
  'renewal contract cancel churn',
  'integration api webhook connector sync',
].map((row) => contentStems(row));

function forms(stem: string): readonly string[] {
  return SAME_TOPIC.find((row) => row.includes(stem)) ?? [stem];
}
