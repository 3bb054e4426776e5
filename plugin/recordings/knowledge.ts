import type { KnowledgePassage, KnowledgeSource, SourceAudience } from '../../contracts/host.ts';
import type { Link } from '../customers/links.ts';
import type { SidedTurn } from '../distillation/insights.ts';
import { type Passage, toPassages } from '../transcript/passages.ts';
import type { ChatPassage } from './chat-passages.ts';
import { hashOf } from './hashes.ts';
import { linksTo, type Moments } from './moments.ts';
import { chatSourceId, summarySourceId, transcriptSourceId } from './source-ids.ts';
import type { TranscriptOrigin } from './transcript-reader.ts';

export interface TranscriptSourceInput {
  readonly uuid: string;
  readonly title: string;
  readonly startTime: Date;
  readonly audience: SourceAudience['visibility'];
  readonly links: readonly Pick<Link, 'companyId' | 'endUserId'>[];
  readonly turns: readonly SidedTurn[];
  readonly origin: TranscriptOrigin;
  readonly language: string | null;
  readonly moments: Moments | null;
}

/** The transcript as Halo's knowledge base takes it: passages to search, with who spoke when beside them. */
export function transcriptSource(input: TranscriptSourceInput): KnowledgeSource {
  const { uuid, title, startTime, audience, links, turns } = input;
  const { origin, language } = input;
  const linkTo = linksTo(input.moments);
  return {
    id: transcriptSourceId(uuid),
    title,
    occurredAt: startTime,
    audience: sourceAudience(audience, links),
    passages: withStableIds(
      toPassages(turns.map(({ turn }) => turn)).map((passage) => ({
        text: passage.text,
        metadata: {
          ...spokenBy(passage, turns),
          ...linkOf(linkTo(passage.startMs)),
          origin,
          ...(language === null ? {} : { language }),
        },
      })),
    ),
  };
}

/** What a source beside the transcript has from its meeting. */
export interface SourceOfMeeting {
  readonly uuid: string;
  readonly title: string;
  readonly startTime: Date;
  readonly audience: SourceAudience;
}

/** The AI Companion's summary as Halo's knowledge base takes it. Marked, because nobody said these words. */
export function summarySource(
  { uuid, title, startTime, audience }: SourceOfMeeting,
  passages: readonly string[],
): KnowledgeSource {
  return {
    id: summarySourceId(uuid),
    title: `${title} (AI summary)`,
    occurredAt: startTime,
    audience,
    passages: withStableIds(passages.map((text) => ({ text, metadata: { kind: 'ai_summary' } }))),
  };
}

/** The chat as Halo's knowledge base takes it. Marked, because these words were written and not said. */
export function chatSource(
  { uuid, title, startTime, audience }: SourceOfMeeting,
  passages: readonly ChatPassage[],
): KnowledgeSource {
  return {
    id: chatSourceId(uuid),
    title: `${title} (chat)`,
    occurredAt: startTime,
    audience,
    passages: withStableIds(
      passages.map(({ text, ...metadata }) => ({ text, metadata: { kind: 'chat', ...metadata } })),
    ),
  };
}

/** Only a `customers` source names customers: nobody else's audience depends on who they are. */
export function sourceAudience(
  visibility: SourceAudience['visibility'],
  links: readonly Pick<Link, 'companyId' | 'endUserId'>[],
): SourceAudience {
  const customers = links.map(({ companyId, endUserId }) => ({
    ...(companyId === undefined ? {} : { companyId }),
    ...(endUserId === undefined ? {} : { endUserId }),
  }));
  return { visibility, customers: visibility === 'customers' ? customers : [] };
}

function spokenBy(passage: Passage, turns: readonly SidedTurn[]): KnowledgePassage['metadata'] {
  const { startMs, endMs, speakers, firstTurn, lastTurn } = passage;
  const sides = turns.slice(firstTurn, lastTurn + 1).map(({ side }) => side);
  return { startMs, endMs, speakers, sides: [...new Set(sides)].sort() };
}

const linkOf = (link: string | undefined) => (link === undefined ? {} : { link });

/** An id follows the words, not the position, so that an edit leaves every other passage's id alone. */
function withStableIds(passages: readonly Omit<KnowledgePassage, 'id'>[]): KnowledgePassage[] {
  const used = new Map<string, number>();
  return passages.map((passage) => {
    const hash = hashOf(passage.text).slice(0, 16);
    const repeat = used.get(hash) ?? 0;
    used.set(hash, repeat + 1);
    return { id: repeat === 0 ? hash : `${hash}-${repeat}`, ...passage };
  });
}
