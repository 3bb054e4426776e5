import type { ZoomRecording } from '../account.ts';

export type Action = 'finish' | 'trash' | 'recover' | 'delete';

export interface Standing {
  label: string;
  tone: 'good' | 'busy' | 'quiet' | 'bad';
  /** What can happen to it next. */
  actions: readonly Action[];
}

const isPending = ({ files }: ZoomRecording): boolean => files.some((file) => file.pending);
const isTranscribed = ({ files }: ZoomRecording): boolean =>
  files.some((file) => file.fileType === 'TRANSCRIPT');
/** Recorded exchanges do not say what a recording in the works will hold. */
const isUnknown = ({ files }: ZoomRecording): boolean => files.some((file) => file.fileType === '');

/** How a recording stands in Zoom; the first that fits. */
const STANDINGS: readonly (readonly [(recording: ZoomRecording) => boolean, Standing])[] = [
  [({ state }) => state === 'deleted', { label: 'Deleted', tone: 'bad', actions: [] }],
  [
    ({ state }) => state === 'trashed',
    { label: 'In the trash', tone: 'quiet', actions: ['recover', 'delete'] },
  ],
  [isUnknown, { label: 'Being processed', tone: 'busy', actions: [] }],
  [({ state }) => state !== 'listed', { label: 'Being processed', tone: 'busy', actions: ['finish'] }],
  [isPending, { label: 'Transcript pending', tone: 'busy', actions: ['finish', 'trash', 'delete'] }],
  [isTranscribed, { label: 'Ready', tone: 'good', actions: ['trash', 'delete'] }],
];

const BARE: Standing = { label: 'Ready, no transcript', tone: 'good', actions: ['trash', 'delete'] };

export const standingOf = (recording: ZoomRecording): Standing =>
  STANDINGS.find(([fits]) => fits(recording))?.[1] ?? BARE;
