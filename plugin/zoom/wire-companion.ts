import { z } from 'zod';
import { listOf } from '../lenient-list.ts';
import type { CompanionOffer, MeetingSummary } from './recording.ts';
import { date, id, idOrNull, text, textOrNull } from './wire-fields.ts';

/* What the AI Companion makes of a meeting: its transcript, in a store of its own, and its summary. */

export const companionOffer = z
  .object({
    meeting_topic: textOrNull,
    host_id: idOrNull,
    transcript_created_time: date.nullish().catch(null),
    can_download: z.unknown().optional(),
    download_url: textOrNull,
    download_restriction_reason: textOrNull,
  })
  .transform(
    (row): CompanionOffer => ({
      topic: row.meeting_topic,
      hostId: row.host_id,
      createdAt: row.transcript_created_time ?? null,
      // Zoom's own example has a URL beside NOT_READY.
      downloadUrl: row.can_download === true ? row.download_url : null,
      restriction: row.download_restriction_reason,
    }),
  );

const summaryDetail = z
  .object({ label: textOrNull, summary: textOrNull })
  .transform(({ label, summary }) => section(label, summary));

/** Older accounts have parts of their own instead of one Markdown text. */
export const meetingSummary = z
  .object({
    // An answer without it says nothing, not even that there is no summary.
    meeting_uuid: id,
    summary_title: textOrNull,
    summary_content: textOrNull,
    summary_overview: textOrNull,
    summary_details: listOf(summaryDetail),
    next_steps: listOf(text),
  })
  .transform((row): MeetingSummary => {
    const parts = [
      section('Overview', row.summary_overview),
      ...row.summary_details,
      section('Next steps', row.next_steps.map((step) => `- ${step}`).join('\n')),
    ];
    return { title: row.summary_title, markdown: row.summary_content ?? parts.filter(Boolean).join('\n\n') };
  });

function section(heading: string | null, body: string | null): string {
  return [body && heading ? `## ${heading}` : '', body ?? ''].filter(Boolean).join('\n');
}
