import type { MeetingOfSource } from '../knowledge/meetings-of.ts';
import { recordingHref } from '../paths.ts';

interface SourceTitleProps {
  readonly title: string;
  readonly meeting: MeetingOfSource | undefined;
  /** Whose recordings have pages. */
  readonly provider: string;
}

/** What a source is called; it leads to the recording that it is of. */
export function SourceTitle({ title, meeting, provider }: SourceTitleProps) {
  const shown = title || 'Untitled meeting';
  if (meeting?.provider !== provider) return <strong>{shown}</strong>;
  return (
    <strong>
      <a href={recordingHref(provider, meeting.uuid)}>{shown}</a>
    </strong>
  );
}
