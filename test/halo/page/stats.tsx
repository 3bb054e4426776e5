import type { Child } from 'hono/jsx';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { Empty } from './parts.tsx';
import { Ago, Time } from './time.tsx';

type Kind = PluginManifest['stats'][number]['kind'];

/** The figures that the manifest lists, each drawn by its kind. */
export function StatsPanel({ manifest, stats, now }: { manifest: PluginManifest; stats: Stats; now: Date }) {
  const values: Readonly<Record<string, unknown>> = { ...stats };
  return (
    <div class="stats">
      {manifest.stats.map(({ key, label, kind }) => (
        <div class={`card stat ${kind}`}>
          <h2>{label}</h2>
          {DRAW[kind](values[key], { stats, now })}
        </div>
      ))}
    </div>
  );
}

interface Surroundings {
  readonly stats: Stats;
  readonly now: Date;
}

const DRAW: Readonly<Record<Kind, (value: unknown, around: Surroundings) => Child>> = {
  number: (value) => <p class="figure">{Number(value).toLocaleString('en-GB')}</p>,
  time: (value, { now }) => (
    <p class="figure small">{typeof value === 'string' ? <Ago at={new Date(value)} now={now} /> : 'never'}</p>
  ),
  activity: (_, { stats }) => <Bars days={stats.activity} />,
  list: (_, { stats }) => <Recent transcripts={stats.recentTranscripts} />,
};

const HEIGHT = 110;
const STEP = 20;

function Bars({ days }: { days: Stats['activity'] }) {
  const most = Math.max(1, ...days.map(({ transcripts }) => transcripts));
  const total = days.reduce((sum, { transcripts }) => sum + transcripts, 0);
  return (
    <figure class="bars">
      <svg
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        role="img"
        aria-label={`${total} transcripts in ${days.length} days`}
      >
        {days.map(({ day, transcripts }, index) => {
          const height = transcripts === 0 ? 2 : Math.max(6, (transcripts / most) * HEIGHT);
          return (
            <rect
              class={transcripts === 0 ? 'none' : ''}
              x={index * STEP + 3}
              y={HEIGHT - height}
              width={STEP - 6}
              height={height}
              rx="2"
            >
              <title>{`${day}: ${transcripts}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>
        <span>{days.at(0)?.day.slice(5)}</span>
        <span>{total === 0 ? 'none yet' : `${total} in all, ${most} at most`}</span>
        <span>{days.at(-1)?.day.slice(5)}</span>
      </figcaption>
    </figure>
  );
}

/** As many as stand beside the chart. */
const RECENT = 5;

function Recent({ transcripts }: { transcripts: Stats['recentTranscripts'] }) {
  if (transcripts.length === 0) return <Empty>None yet.</Empty>;
  return (
    <ul class="recent">
      {transcripts.slice(0, RECENT).map(({ topic, startTime, customers }) => (
        <li>
          <strong>{topic || 'Untitled meeting'}</strong>
          <span class="note">
            <Time at={new Date(startTime)} />
            {customers.length > 0 ? ` · ${customers.join(', ')}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}
