import type { Migration } from '../../../contracts/host.ts';
import { initial } from './0001-initial.ts';
import { events } from './0002-events.ts';
import { runs } from './0003-runs.ts';
import { lostJobs } from './0004-lost-jobs.ts';
import { transcriptFacts } from './0005-transcript-facts.ts';
import { links } from './0006-links.ts';
import { distillations } from './0007-distillations.ts';
import { overviewParticipants } from './0008-overview-participants.ts';
import { overviewDistillations } from './0009-overview-distillations.ts';
import { operations } from './0010-operations.ts';

/** In order; forward only. A landed step is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  events,
  runs,
  lostJobs,
  transcriptFacts,
  links,
  distillations,
  overviewParticipants,
  overviewDistillations,
  operations,
];
