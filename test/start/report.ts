import { z } from 'zod';

const count = z.int().min(0);

/** The object that `--once --json` prints, field by field, and nothing beside it. */
export const report = z.strictObject({
  connection: z.strictObject({
    state: z.string(),
    zoomAccountId: z.string().nullable(),
    reason: z.string().optional(),
  }),
  stats: z.strictObject({
    totalMeetings: count,
    linkedMeetings: count,
    recentTranscripts: z.array(
      z.strictObject({
        uuid: z.string(),
        topic: z.string(),
        startTime: z.iso.datetime(),
        customers: z.array(z.string()),
      }),
    ),
    lastSyncAt: z.iso.datetime().nullable(),
  }),
  knowledge: z.strictObject({ 'zoom:': count, 'distilled:zoom:': count }),
  meetings: z.array(
    z.strictObject({
      uuid: z.string(),
      topic: z.string(),
      startTime: z.iso.datetime().nullable(),
      state: z.string(),
      reason: z.string().optional(),
      links: z.array(
        z.strictObject({
          companyId: z.string().optional(),
          endUserId: z.string().optional(),
          email: z.string().optional(),
          source: z.string(),
          method: z.string(),
          confidence: z.number().min(0).max(1),
        }),
      ),
      audience: z.enum(['customers', 'general', 'internal', 'hold']).nullable(),
    }),
  ),
  insights: z.array(
    z.strictObject({
      kind: z.string(),
      text: z.string().min(1),
      quote: z.string().min(1),
      speaker: z.string().nullable(),
      start: z.number().min(0),
      source: z.string().startsWith('zoom:'),
    }),
  ),
  requests: z.record(z.string().regex(/^[A-Z]+ (\/|\{download_url\}$)/), z.int().positive()),
  run: z.strictObject({
    listed: count,
    ingested: count,
    unchanged: count,
    skipped: count,
    failed: count,
    seconds: z.number().min(0),
  }),
});

export type Report = z.infer<typeof report>;
