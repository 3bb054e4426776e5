import type { KnowledgePassage, KnowledgeSource, SourceAudience } from '../../contracts/host.ts';
import type { Link } from '../customers/links.ts';
import type { SidedTurn } from '../distillation/insights.ts';
import { type Passage, toPassages } from '../transcript/passages.ts';
import { hashOf } from './hashes.ts';
import { transcriptSourceId } from './source-ids.ts';

export interface TranscriptSourceInput {
  readonly uuid: string;
  readonly title: string;
  readonly startTime: Date;
  readonly audience: SourceAudience['visibility'];
  readonly links: readonly Pick<Link, 'companyId' | 'endUserId'>[];
  readonly turns: readonly SidedTurn[];
}

/** The transcript as Halo's knowledge base takes it: passages to search, with who spoke when beside them. */
export function transcriptSource(input: TranscriptSourceInput): KnowledgeSource {
  const { uuid, title, startTime, audience, links, turns } = input;
  return {
    id: transcriptSourceId(uuid),
    title,
    occurredAt: startTime,
    audience: sourceAudience(audience, links),
    passages: withStableIds(toPassages(turns.map(({ turn }) => turn)), turns),
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

/** An id follows the words, not the position, so that an edit leaves every other passage's id alone. */
function withStableIds(passages: readonly Passage[], turns: readonly SidedTurn[]): KnowledgePassage[] {
  const used = new Map<string, number>();
  return passages.map((passage) => {
    const hash = hashOf(passage.text).slice(0, 16);
    const repeat = used.get(hash) ?? 0;
    used.set(hash, repeat + 1);
    const sides = turns.slice(passage.firstTurn, passage.lastTurn + 1).map(({ side }) => side);
    return {
      id: repeat === 0 ? hash : `${hash}-${repeat}`,
      text: passage.text,
      metadata: {
        startMs: passage.startMs,
        endMs: passage.endMs,
        speakers: passage.speakers,
        sides: [...new Set(sides)].sort(),
      },
    };
  });
}
