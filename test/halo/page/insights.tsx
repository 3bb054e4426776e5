import type { InsightRow, RecordingRow } from '../overview.ts';
import { Badge, Card, Empty, Rows } from './parts.tsx';
import { offset } from './time.tsx';
import { INSIGHT_KIND, readable } from './words.ts';

interface InsightsProps {
  readonly insights: readonly InsightRow[];
  readonly recordings: readonly RecordingRow[];
}

/** What was distilled, each with the words it rests on. */
export function Insights({ insights, recordings }: InsightsProps) {
  const topics = new Map(recordings.map(({ uuid, topic }) => [uuid, topic]));
  return (
    <Card
      id="insights"
      title="Insights"
      note={insights.length > 0 ? 'each quotes its transcript' : undefined}
    >
      {insights.length === 0 ? <Empty>Nothing has been distilled yet.</Empty> : null}
      <Rows
        entries={insights.map((insight) => (
          <Insight insight={insight} topic={topics.get(insight.uuid) ?? undefined} />
        ))}
      />
    </Card>
  );
}

export function Insight({ insight, topic }: { insight: InsightRow; topic: string | undefined }) {
  const { label, tone } = INSIGHT_KIND[insight.kind] ?? { label: readable(insight.kind), tone: 'quiet' };
  // The built-in extractor often has nothing to add to the words themselves.
  const saysMore = plain(insight.text) !== plain(insight.quote);
  const said = [insight.speaker ?? 'Somebody', offset(insight.startMs), topic];
  return (
    <li class="row">
      <div class="row-head">
        <strong>{saysMore ? insight.text : `“${insight.quote}”`}</strong>
        <Badge tone={tone}>{label}</Badge>
      </div>
      {saysMore ? <blockquote>{insight.quote}</blockquote> : null}
      <p class="note">{said.filter(Boolean).join(' · ')}</p>
    </li>
  );
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
