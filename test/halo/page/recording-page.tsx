import type { Customer, CustomerNames } from '../customer-directory.ts';
import type { Message } from '../message.ts';
import type { Org } from '../orgs.ts';
import type { DistillationRow, ParticipantRow, PassageRow, RecordingData } from '../recording-data.ts';
import { Customers } from './customers.tsx';
import { Insight } from './insights.tsx';
import { Badge, Card, Empty, Rows } from './parts.tsx';
import { RecordingHead } from './recordings.tsx';
import { Shell } from './shell.tsx';
import { offset } from './time.tsx';
import { readable, SIDE, SOURCE } from './words.ts';

export interface RecordingPageData extends RecordingData {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly names: CustomerNames;
  /** Customers to choose another one from. */
  readonly offered: readonly Customer[];
  /** What was entered and named nobody, to be corrected. */
  readonly entered: string;
  readonly message: Message | undefined;
  readonly mayChange: boolean;
}

/** One recorded meeting: whose it is and why, who took part, what was said and what was distilled of it. */
export function RecordingPage(page: RecordingPageData) {
  const { recording, insights, passages, participants, provider, providerName } = page;
  const title = recording.topic || 'Untitled meeting';
  return (
    <Shell
      title={title}
      path={['Integrations', providerName, title]}
      org={page.org.name}
      at={{ section: 'integration', provider, providerName }}
      message={page.message}
    >
      <section class="card" aria-label="Recording">
        <RecordingHead recording={recording} main />
      </section>
      <div class="columns">
        <div>
          <Card id="insights" title="Insights" note={costInWords(page.distillation)}>
            {insights.length === 0 ? <Empty>Nothing was distilled of it.</Empty> : null}
            <Rows entries={insights.map((insight) => <Insight insight={insight} topic={null} />)} />
          </Card>
          <Card id="transcript" title="What was said">
            {passages.length === 0 ? <Empty>Halo holds no transcript of it.</Empty> : null}
            <Rows entries={passages.map((passage) => <Passage passage={passage} />)} />
          </Card>
        </div>
        <div>
          <Customers {...page} />
          <Card id="participants" title="Participants" note="and who named them">
            {participants.length === 0 ? <Empty>Zoom named nobody.</Empty> : null}
            <Rows entries={participants.map((participant) => <Participant participant={participant} />)} />
          </Card>
        </div>
      </div>
    </Shell>
  );
}

/** What it took to distil it; why it was not distilled, where a rule says so. */
function costInWords(distillation: DistillationRow | undefined): string | undefined {
  if (!distillation) return undefined;
  const { extractor, inputTokens, outputTokens, builtinPieces, heldBack } = distillation;
  if (heldBack !== null) return `held back: ${heldBack}`;
  if (extractor === 'builtin') return 'without a language model';
  const tokens = `${(inputTokens + outputTokens).toLocaleString('en-GB')} tokens`;
  return builtinPieces === 0 ? tokens : `${tokens}, the rest without the model`;
}

function Participant({ participant }: { participant: ParticipantRow }) {
  const { name, kind, side, attended, waitingOnly, addresses } = participant;
  const { label, tone } = SIDE[side] ?? { label: 'Unknown', tone: 'quiet' };
  const presence = attended ? 'took part' : waitingOnly ? 'only waited' : 'was not seen';
  return (
    <li class="row">
      <div class="row-head">
        <strong>{name ?? addresses[0]?.email ?? 'Somebody'}</strong>
        {kind === 'person' ? null : <Badge tone="quiet">{readable(kind)}</Badge>}
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">{presence}</p>
      {addresses.map(({ email, sources }) => (
        <p class="note">
          {email}: {sources.map((source) => SOURCE[source] ?? readable(source)).join(', ')}
        </p>
      ))}
    </li>
  );
}

function Passage({ passage: { text, startMs, link } }: { passage: PassageRow }) {
  const at = startMs === null ? null : offset(startMs);
  return (
    <li class="row">
      <p class="said">{text}</p>
      <p class="note">{link === null ? at : <a href={link}>{at} in Zoom</a>}</p>
    </li>
  );
}
