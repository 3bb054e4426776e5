import { z } from 'zod';

/** Zoom's answers as far as an account can be read back from them. */
export const wireRecording = z.object({
  uuid: z.string(),
  id: z.number(),
  account_id: z.string(),
  host_id: z.string(),
  host_email: z.string().default(''),
  topic: z.string(),
  type: z.coerce.number(),
  start_time: z.string(),
  timezone: z.string().default(''),
  duration: z.number(),
  recording_files: z.array(
    z.object({
      id: z.string().optional(),
      recording_start: z.string(),
      recording_end: z.string(),
      file_type: z.string(),
      file_extension: z.string().default(''),
      file_size: z.number().optional(),
      recording_type: z.string().default(''),
      download_url: z.string().default(''),
    }),
  ),
});

/** The end of any page; errors have none. */
export const wirePage = z.object({ next_page_token: z.string().default('') });

export const wireListing = z.object({ meetings: z.array(wireRecording) });

export const wireUser = z.object({
  id: z.string(),
  account_id: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  timezone: z.string().default('UTC'),
});

export const wireParticipants = z.object({
  participants: z.array(
    z.object({
      id: z.string(),
      user_id: z.string(),
      name: z.string(),
      user_email: z.string(),
      registrant_id: z.string().default(''),
      join_time: z.string(),
      leave_time: z.string(),
      status: z.enum(['in_meeting', 'in_waiting_room']).default('in_meeting'),
      internal_user: z.boolean().default(false),
    }),
  ),
});

export const wireMeeting = z.object({
  id: z.number(),
  host_id: z.string(),
  topic: z.string(),
  type: z.coerce.number(),
  timezone: z.string().default(''),
  created_at: z.string(),
  settings: z.object({
    alternative_hosts: z.string().default(''),
    meeting_invitees: z.array(z.object({ email: z.string(), internal_user: z.boolean() })).default([]),
  }),
});

export const wireRegistrants = z.object({
  registrants: z.array(
    z.object({
      id: z.string(),
      email: z.string(),
      first_name: z.string(),
      last_name: z.string().default(''),
      org: z.string().default(''),
      job_title: z.string().default(''),
      status: z.enum(['approved', 'pending', 'denied']).default('approved'),
    }),
  ),
});

export const wirePanelists = z.object({
  panelists: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
});

export const wirePastMeeting = z.object({
  host_id: z.string(),
  user_name: z.string(),
  user_email: z.string(),
});

export const wireSummary = z.object({
  summary_created_time: z.string(),
  summary_title: z.string(),
  summary_content: z.string(),
});

export const wireProblem = z.object({ code: z.number(), message: z.string() });

/** `recording.transcript_completed`, for what it says that came late. */
export const wireTranscriptEvent = z.object({
  event: z.literal('recording.transcript_completed'),
  payload: z.object({ object: wireRecording }),
});
