/** What Halo asks of a plugin, in one sentence, and where that stands. */
export interface Requirement {
  readonly id: string;
  readonly words: string;
  /** A page of Halo's documentation, or a file of this repository. */
  readonly source: string;
  /** Titles of the checks that verify it. */
  readonly verifiedBy: readonly string[];
}

const MODES = 'https://docs.haloagents.ai/integrations/modes';
const ZOOM = 'https://docs.haloagents.ai/integrations/zoom';
const LINEAR = 'https://docs.haloagents.ai/integrations/linear';
const RULES = 'https://docs.haloagents.ai/knowledge/learning-rules';
const CONTACTS = 'https://docs.haloagents.ai/automation/triggers-and-conditions';
const HOST = 'contracts/host.ts';
const PLUGIN = 'contracts/plugin.ts';
const MANIFEST = 'contracts/manifest.schema.json';
const FACTS = 'docs/zoom-facts.md';

export const REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'load-manifest',
    words: 'Halo learns of a plugin from its manifest alone, before any code of it runs.',
    source: MANIFEST,
    verifiedBy: ['its manifest fits the contract, and is what the plugin says of itself'],
  },
  {
    id: 'load-page',
    words: 'The integration’s page is drawn from the manifest, connected or not.',
    source: MANIFEST,
    verifiedBy: ['its page is there before anybody has connected'],
  },
  {
    id: 'negotiate-version',
    words: 'A plugin runs in the Halos of its range and in no other, and says why.',
    source: HOST,
    verifiedBy: [
      'it takes every Halo of the range that its manifest names',
      'it refuses a Halo below its range, with the reason',
      'it refuses a Halo above its range, with the reason',
    ],
  },
  {
    id: 'negotiate-services',
    words:
      'Services are there or not from the start: what is needed is asked for, what is optional is done without.',
    source: HOST,
    verifiedBy: [
      'it refuses a Halo that lacks a service it needs, and names that',
      'it does without a service that is optional, and says so',
    ],
  },
  {
    id: 'connect',
    words: 'A consent connects the org: webhooks find it, and a first sync of recent meetings starts.',
    source: ZOOM,
    verifiedBy: ['a consent connects the org, and its first sync begins by itself'],
  },
  {
    id: 'connect-denied',
    words: 'Without a consent, or with somebody else’s, nothing is stored and nothing runs.',
    source: HOST,
    verifiedBy: [
      'a consent that is denied leaves the org as it was, and the page says what to do',
      'an answer to a consent that nobody of the org asked for is not taken',
    ],
  },
  {
    id: 'connect-scopes',
    words: 'Permissions that are missing are told, with what they cost.',
    source: MANIFEST,
    verifiedBy: ['a consent without the permissions it needs is no connection that looks whole'],
  },
  {
    id: 'webhook-news',
    words: 'Webhooks bring meetings in at once.',
    source: ZOOM,
    verifiedBy: ['a webhook about a new meeting brings it in, without waiting for the hour'],
  },
  {
    id: 'webhook-genuine',
    words: 'A webhook is the vendor’s by its signature over the raw body, and fresh by its time.',
    source: LINEAR,
    verifiedBy: [
      'a webhook that somebody else wrote is refused, and leads to nothing',
      'a webhook that was kept and is played back a week later is refused',
    ],
  },
  {
    id: 'webhook-twins',
    words: 'Vendors deliver more than once; the same news counts once.',
    source: FACTS,
    verifiedBy: ['a webhook that is delivered again leads to nothing more'],
  },
  {
    id: 'webhook-unhandled',
    words: 'What a plugin has no use for is answered well, so that the vendor goes on sending the rest.',
    source: LINEAR,
    verifiedBy: [
      'a webhook of an event that the manifest does not name is answered, and leads to nothing',
      'a webhook of an account that no org has connected is answered, and leads to nothing',
    ],
  },
  {
    id: 'mode-off',
    words: 'While ingest is off neither a webhook nor the hour brings anything in.',
    source: MODES,
    verifiedBy: [
      'a webhook while ingest is off is answered, and leads to nothing',
      'the hour brings nothing in while ingest is off',
    ],
  },
  {
    id: 'hourly',
    words: 'An integration with cronSync is synced every hour.',
    source: MODES,
    verifiedBy: ['the hour brings in what no webhook told of'],
  },
  {
    id: 'sync-whole',
    words: 'A meeting lands in meetings, and what was said becomes knowledge under the plugin’s namespace.',
    source: ZOOM,
    verifiedBy: ['a first sync brings in every meeting with what was said, under its namespace'],
  },
  {
    id: 'sync-links',
    words: 'Participants are matched by e-mail against end users and companies.',
    source: ZOOM,
    verifiedBy: ['a meeting with a known customer is linked to that customer'],
  },
  {
    id: 'sync-nothing-lost',
    words: 'Nothing is lost to a stop, a rate limit or an outage.',
    source: HOST,
    verifiedBy: [
      'a sync that was stopped in the middle is finished by the next',
      'a sync that the vendor tells to slow down loses nothing',
      'a sync that meets errors on the vendor’s side loses nothing',
    ],
  },
  {
    id: 'sync-empty',
    words: 'Nothing to bring in is no error.',
    source: MODES,
    verifiedBy: ['a sync of an account in which nothing was recorded comes out well, with nothing'],
  },
  {
    id: 'gone',
    words: 'What is deleted at the vendor’s is out of search, by webhook and without.',
    source: 'docs/webhooks.md',
    verifiedBy: [
      'a meeting that was deleted is out of search as soon as the webhook says so',
      'a meeting that was deleted goes with the next full resync where no webhook came',
    ],
  },
  {
    id: 'distill',
    words:
      'What was said is distilled into insights under a namespace of their own, with Halo’s model or without one.',
    source: RULES,
    verifiedBy: [
      'insights are distilled without a model, under their own namespace',
      'insights are distilled with the model that Halo offers',
    ],
  },
  {
    id: 'distill-grounded',
    words: 'A model’s answer is not trusted: each insight quotes what was said, word for word.',
    source: HOST,
    verifiedBy: ['what a model makes up is kept nowhere'],
  },
  {
    id: 'distill-trouble',
    words: 'Trouble of the model’s is tried again, and takes nothing away.',
    source: HOST,
    verifiedBy: ['a model that fails makes the job be tried again, and costs nothing that was there'],
  },
  {
    id: 'stats',
    words: 'The page shows total, linked, recent activity and last sync, from what is stored.',
    source: ZOOM,
    verifiedBy: [
      'the page’s figures are those of the meetings, and cost the vendor no request',
      'the figures of an org that never connected are none',
    ],
  },
  {
    id: 'disconnect',
    words: 'A disconnect forgets every token; what came in stays or goes, as the admin says.',
    source: 'contracts/hooks/on-disconnect.input.schema.json',
    verifiedBy: [
      'a disconnect ends the access, and keeps what came in where that is wanted',
      'a disconnect that purges leaves nothing of what came in',
      'an org that connects again after a purge has everything again',
    ],
  },
  {
    id: 'repeatable',
    words: 'Every hook may be run again with the same input, and then changes nothing more.',
    source: PLUGIN,
    verifiedBy: [
      'a sync that finds nothing new writes nothing',
      'a full resync that finds nothing new writes nothing',
      'a meeting that is synced again writes nothing',
      'the news of a webhook, handed to a job again, writes nothing',
      'a distillation under the same rules writes nothing',
      'figures that are asked for again write nothing',
      'a disconnect of an org that has none writes nothing, and comes out well',
      'a consent on top of a connection writes no meeting anew',
      'an onConnect that is run again, because Halo did not hear of its end, comes out well',
    ],
  },
  {
    id: 'interruptible',
    words:
      'A hook stops soon after its signal aborts, writes nothing from then on, and can be run again from there.',
    source: HOST,
    verifiedBy: [
      'a connect ends as if it had never been stopped, at whichever host calls it was',
      'a listing ends as if it had never been stopped, at whichever host calls it was',
      'the ingest of a meeting ends as if it had never been stopped, at whichever host calls it was',
      'the news of a webhook ends as if it had never been stopped, at whichever host calls it was',
      'a distillation ends as if it had never been stopped, at whichever host calls it was',
      'a disconnect ends as if it had never been stopped, at whichever host calls it was',
    ],
  },
  {
    id: 'customers-untouched',
    words: 'No customer is created or touched: a new row would set off the org’s automations.',
    source: CONTACTS,
    verifiedBy: ['no customer is created or touched, whoever took part'],
  },
  {
    id: 'orgs-apart',
    words: 'No org sees another’s.',
    source: 'docs/threat-model.md',
    verifiedBy: ['what comes in for one org is seen by no other'],
  },
  {
    id: 'nothing-secret',
    words: 'No secret and no word of a meeting in logs, jobs and errors.',
    source: HOST,
    verifiedBy: ['neither a secret nor what was said stands in a job or in the log'],
  },
  {
    id: 'input',
    words: 'Input that does not fit the hook’s schema is refused before anything is touched.',
    source: PLUGIN,
    verifiedBy: ['input that does not fit its contract is refused before anything is touched'],
  },
];
