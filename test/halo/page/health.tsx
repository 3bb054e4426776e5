import type { Child } from 'hono/jsx';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { DistillingCost } from '../overview.ts';
import { apiPath, recordingsPath } from '../paths.ts';
import { Badge, Card, Empty } from './parts.tsx';
import { Ago, Time } from './time.tsx';
import { counted, type Tone, WEBHOOK, worded } from './words.ts';

type Health = Stats['health'];

const grouped = (count: number) => count.toLocaleString('en-GB');

interface HealthProps {
  readonly manifest: PluginManifest;
  readonly stats: Stats | undefined;
  readonly distilling: DistillingCost;
  readonly mayChange: boolean;
  readonly now: Date;
}

/** One thing that can be well or not: how it stands at a glance, and the rest in a line. */
interface Sign {
  readonly name: string;
  readonly label: string;
  readonly tone: Tone;
  readonly told?: Child;
}

/** Whether what a connection lives on is well. Without a connection there is nothing to tell. */
export function HealthPanel({ manifest, stats, distilling, mayChange, now }: HealthProps) {
  const health = stats?.health;
  const signs = health?.mode
    ? SIGNS.flatMap((sign) => sign(health, { manifest, distilling, now }) ?? [])
    : [];
  return (
    <Card id="health" title="Health">
      {signs.length === 0 ? <Empty>Nothing to watch over until {manifest.name} is connected.</Empty> : null}
      <ul class="rows">
        {signs.map(({ name, label, tone, told }) => (
          <li class="row">
            <div class="row-head">
              <strong>{name}</strong>
              <Badge tone={tone}>{label}</Badge>
            </div>
            {told === undefined ? null : <p class="note">{told}</p>}
          </li>
        ))}
        {mayChange ? (
          <li class="row">
            <p class="note">
              For whoever helps you:{' '}
              <a
                href={`${apiPath(manifest.provider)}/diagnostics`}
                download={`${manifest.provider}-diagnostics.json`}
              >
                download diagnostics
              </a>
              . They hold no names, no secrets and nothing that was said.
            </p>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

type Around = Omit<HealthProps, 'stats' | 'mayChange'>;

const SIGNS: readonly ((health: Health, around: Around) => Sign | undefined)[] = [
  access,
  permissions,
  webhook,
  addressCheck,
  requestRate,
  distilled,
  waiting,
  failed,
];

function access({ state, token }: Health, { now }: Around): Sign {
  if (state === 'reconnect_needed')
    return { name: 'Access', label: 'Refused', tone: 'bad', told: 'Reconnect to renew it.' };
  const since = token?.refreshedAt;
  return {
    ...{ name: 'Access', label: 'Accepted', tone: 'good' },
    told: since ? (
      <>
        Renewed <Ago at={new Date(since)} now={now} />, and by itself from then on.
      </>
    ) : undefined,
  };
}

function permissions({ mode, missingScopes }: Health, { manifest }: Around): Sign {
  const asked = manifest.oauth.scopes.filter((scope) => (mode === 'account' ? scope.admin : scope.user));
  const told = <a href="#scopes">What they are for</a>;
  if (missingScopes.length === 0)
    return { name: 'Permissions', label: `All ${asked.length} granted`, tone: 'good', told };
  const needed = missingScopes.some(({ optional }) => !optional);
  const label = `${missingScopes.length} of ${asked.length} missing`;
  return { name: 'Permissions', label, tone: needed ? 'bad' : 'warning', told };
}

function webhook({ webhook: cover, webhookReason, webhookLastSeenAt }: Health, around: Around): Sign {
  const { manifest, now } = around;
  const active = cover !== 'inactive';
  const last = webhookLastSeenAt ? (
    <>
      last <Ago at={new Date(webhookLastSeenAt)} now={now} />
    </>
  ) : (
    'none has come yet'
  );
  return {
    ...{ name: 'Webhook', label: active ? 'Active' : 'Not active', tone: active ? 'good' : 'warning' },
    told: (
      <>
        {worded(WEBHOOK[cover], manifest)}
        {active ? <>; {last}.</> : '.'} {webhookReason ? `${webhookReason} Reconnect to try again.` : null}
      </>
    ),
  };
}

/** Zoom checks every 72 hours that the address is Halo's, and sends nothing after six checks that fail. */
function addressCheck({ webhook: cover, webhookValidatedAt, warnings }: Health, around: Around) {
  const { manifest, now } = around;
  if (cover === 'inactive') return undefined;
  const name = 'Address check';
  if (!webhookValidatedAt)
    return {
      name,
      label: 'Not yet',
      tone: 'quiet',
      told: `${manifest.name} has not checked the address so far.`,
    } as const;
  const overdue = warnings.some(({ code }) => code === 'webhook_validation_old');
  const told = (
    <>
      {manifest.name} checked the address <Ago at={new Date(webhookValidatedAt)} now={now} />.
    </>
  );
  return { name, label: overdue ? 'Overdue' : 'Passed', tone: overdue ? 'warning' : 'good', told } as const;
}

function requestRate({ rateLimits = [] }: Health, { manifest: { name } }: Around): Sign | undefined {
  const parked = rateLimits
    .flatMap(({ parkedUntil }) => parkedUntil ?? [])
    .toSorted()
    .at(-1);
  if (parked) {
    const told = (
      <>
        {name} answers no more of some requests until <Time at={new Date(parked)} />. Halo goes on by itself
        then.
      </>
    );
    return { name: 'Request rate', label: 'Limit of the day reached', tone: 'warning', told };
  }
  if (rateLimits.length === 0) return undefined;
  const queued = rateLimits.some(({ nextAt }) => nextAt);
  const told = `${name} allows ${rateLimits.map(({ tier, perSecond }) => `${perSecond} ${tier}`).join(', ')} requests a second.`;
  return queued
    ? { name: 'Request rate', label: 'Requests wait their turn', tone: 'busy', told }
    : { name: 'Request rate', label: 'Within limits', tone: 'good', told };
}

/** What the language model has cost, which is counted in tokens; without one distilling is free. */
function distilled(_: Health, { distilling }: Around): Sign | undefined {
  const { recordings, byModel, fallenBack, inputTokens, outputTokens } = distilling;
  if (recordings === 0) return undefined;
  if (byModel === 0) {
    const told = `${counted(recordings, 'meeting')} in 30 days, without a language model.`;
    return { name: 'Distilling', label: 'No cost', tone: 'good', told };
  }
  const rest =
    fallenBack === 0 ? '' : ` Parts of ${counted(fallenBack, 'meeting')} were distilled without the model.`;
  return {
    ...{ name: 'Distilling', label: `${grouped(inputTokens + outputTokens)} tokens`, tone: 'quiet' },
    told: `${counted(byModel, 'meeting')} in 30 days: ${grouped(inputTokens)} tokens read, ${grouped(outputTokens)} written.${rest}`,
  };
}

function waiting({ awaitingTranscript }: Health, { manifest }: Around): Sign | undefined {
  if (awaitingTranscript === 0) return undefined;
  const told = <a href={`${recordingsPath(manifest.provider)}?state=awaiting_transcript`}>Which ones</a>;
  return { name: 'Waiting for a transcript', label: String(awaitingTranscript), tone: 'busy', told };
}

function failed({ failed: count }: Health, { manifest }: Around): Sign | undefined {
  if (count === 0) return undefined;
  const told = <a href={`${recordingsPath(manifest.provider)}?state=failed`}>Which ones, and why</a>;
  return { name: 'Recordings that failed', label: String(count), tone: 'bad', told };
}
