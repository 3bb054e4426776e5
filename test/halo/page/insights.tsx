import type { Child } from 'hono/jsx';
import type { InsightRow } from '../overview.ts';
import { Badge, Card, Empty, Rows } from './parts.tsx';
import { offset } from './time.tsx';
import { INSIGHT_KIND, readable } from './words.ts';

/** What was distilled, each with the words it rests on. */
export function Insights({ insights }: { insights: readonly InsightRow[] }) {
  return (
    <Card
      id="insights"
      title="Insights"
      note={insights.length > 0 ? 'each quotes its transcript' : undefined}
    >
      {insights.length === 0 ? <Empty>Nothing has been distilled yet.</Empty> : null}
      <Rows entries={insights.map((insight) => <Insight insight={insight} topic={insight.topic} />)} />
    </Card>
  );
}

/** One insight, and of which meeting where that is not plain. */
export function Insight({ insight, topic }: { insight: InsightRow; topic: Child }) {
  const { label, tone } = INSIGHT_KIND[insight.kind] ?? { label: readable(insight.kind), tone: 'quiet' };
  // The built-in extractor often has nothing to add to the words themselves.
  const saysMore = plain(insight.text) !== plain(insight.quote);
  return (
    <li class="row">
      <div class="row-head">
        <strong>{saysMore ? insight.text : `“${insight.quote}”`}</strong>
        <Badge tone={tone}>{label}</Badge>
      </div>
      {saysMore ? <blockquote>{insight.quote}</blockquote> : null}
      <p class="note">
        {insight.speaker ?? 'Somebody'} · {offset(insight.startMs)}
        {topic ? <> · {topic}</> : null}
      </p>
    </li>
  );
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
