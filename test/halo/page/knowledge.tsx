import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { ACCEPTED_ASKERS } from '../knowledge/audience.ts';
import type { Stretch } from '../knowledge/excerpts.ts';
import type { Hit } from '../knowledge/search.ts';
import { pagePath } from '../paths.ts';
import { Badge, Card, Empty } from './parts.tsx';
import type { CustomerNames } from './recordings.tsx';
import { offset, Time } from './time.tsx';

export interface Search {
  readonly text: string;
  readonly as: string;
  /** Undefined: the asker is nobody that Halo knows. */
  readonly hits: readonly ShownHit[] | undefined;
}

export interface ShownHit extends Hit {
  readonly excerpt: readonly Stretch[];
}

interface SearchProps {
  readonly manifest: PluginManifest;
  readonly search: Search;
  readonly names: CustomerNames;
}

/** Ask what was said, as whoever would be answered. */
export function KnowledgeSearch({ manifest, search, names }: SearchProps) {
  return (
    <Card id="knowledge" title="Search what was said">
      <form method="get" action={`${pagePath(manifest.provider)}#knowledge`} class="search">
        <input
          type="search"
          name="q"
          value={search.text}
          placeholder="A question, or words that were said"
          aria-label="Question"
        />
        <label>
          Ask&nbsp;as
          <select name="as">
            <Asker value="staff" label="Staff" chosen={search.as} />
            <Asker value="public" label="The public" chosen={search.as} />
            {[...names].map(([value, label]) => (
              <Asker value={value} label={label} chosen={search.as} />
            ))}
          </select>
        </label>
        <button type="submit" class="primary">
          Search
        </button>
      </form>
      {search.text === '' ? null : <Hits hits={search.hits} />}
    </Card>
  );
}

function Asker({ value, label, chosen }: { value: string; label: string; chosen: string }) {
  return (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  );
}

function Hits({ hits }: { hits: readonly ShownHit[] | undefined }) {
  if (!hits) return <p class="alert">Nobody by that name may ask. Use {ACCEPTED_ASKERS}.</p>;
  if (hits.length === 0) return <Empty>Nothing that this asker may see answers it.</Empty>;
  return (
    <ol class="rows hits">
      {hits.map((hit) => (
        <li class="row">
          <div class="row-head">
            <strong>{hit.title || 'Untitled meeting'}</strong>
            {hit.source.startsWith('distilled:') ? <Badge tone="busy">Insight</Badge> : null}
          </div>
          <p class="passage">{hit.excerpt.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</p>
          <p class="note">
            <Time at={hit.occurredAt} />
            {place(hit)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Where in the recording, and who spoke, as far as the passage says so. */
function place({ metadata: { startMs, speakers, speaker } }: Hit): string {
  const at = typeof startMs === 'number' ? ` · at ${offset(startMs)}` : '';
  const who = Array.isArray(speakers) ? speakers.filter((one) => typeof one === 'string') : [speaker];
  const named = who.filter(Boolean).join(', ');
  return named === '' ? at : `${at} · ${named}`;
}
