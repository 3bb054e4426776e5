import { describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';

const { manifest } = plugin;

/** Orgs have these settings stored by their names; where they have not, they live by the default. */
const SETTINGS = {
  lookbackDays: 30,
  distillation: true,
  modelTokensPerMeeting: 200_000,
  aiSummary: false,
  meetingChat: false,
  skipTitles: [],
  onlyHosts: [],
  skipHosts: [],
  minimumMinutes: 0,
  webinars: true,
  uploads: true,
  breakoutRooms: true,
  ownDomains: [],
  freeMailDomains: [],
  foldPlusTags: true,
  internalOnlyMeetings: 'general',
  unmatchedMeetings: 'general',
  redactEmails: false,
  redactPhones: false,
  redactCards: false,
  redactIbans: false,
  redactSecrets: false,
  redactPatterns: [],
  deletion: 'follow',
  retentionDays: 0,
  zoomPlan: 'pro',
  zoomShare: 50,
};

/** Stored values have to stay allowed. */
const CHOICES = {
  internalOnlyMeetings: ['general', 'internal', 'hold', 'skip'],
  unmatchedMeetings: ['general', 'internal', 'hold', 'skip'],
  deletion: ['follow', 'keep'],
  zoomPlan: ['pro', 'business'],
};

/** Admins of Zoom tick these in the app. One that is added makes every connection ask for a new consent. */
const SCOPES = [
  'user:read:user, user:read:user:admin, required',
  'cloud_recording:read:list_user_recordings, cloud_recording:read:list_user_recordings:admin, required',
  '-, cloud_recording:read:list_account_recordings:admin, required',
  'cloud_recording:read:list_recording_files, cloud_recording:read:list_recording_files:admin, required',
  'cloud_recording:read:recording, cloud_recording:read:recording:admin, required',
  'cloud_recording:read:meeting_transcript, cloud_recording:read:meeting_transcript:admin, optional',
  'meeting:read:past_meeting, meeting:read:past_meeting:admin, optional',
  'meeting:read:summary, meeting:read:summary:admin, optional',
  'meeting:read:participant, meeting:read:participant:admin, optional',
  'meeting:read:list_past_participants, meeting:read:list_past_participants:admin, optional',
  'meeting:read:meeting, meeting:read:meeting:admin, optional',
  'meeting:read:list_registrants, meeting:read:list_registrants:admin, optional',
  'webinar:read:list_past_participants, webinar:read:list_past_participants:admin, optional',
  'webinar:read:list_registrants, webinar:read:list_registrants:admin, optional',
];

/** The app's event subscription holds these by hand; what is missing there never arrives. */
const EVENTS = [
  'recording.completed',
  'recording.transcript_completed',
  'recording.trashed',
  'recording.deleted',
  'recording.recovered',
  'recording.renamed',
  'recording.batch_trashed',
  'recording.batch_deleted',
  'recording.batch_recovered',
  'meeting.aic_transcript_completed',
  'meeting.summary_completed',
  'meeting.summary_updated',
  'meeting.summary_trashed',
  'meeting.summary_deleted',
  'meeting.summary_recovered',
  'meeting.participant_joined',
  'user.deleted',
  'user.deactivated',
  'app_deauthorized',
];

describe('the manifest', () => {
  it('names every setting with its default', () => {
    const properties = Object.entries(manifest.settings.properties);
    expect(Object.fromEntries(properties.map(([name, { default: value }]) => [name, value]))).toEqual(
      SETTINGS,
    );
  });

  it('offers the same choices in settings', () => {
    const choices = Object.entries(manifest.settings.properties).flatMap(([name, { enum: values }]) =>
      values ? [[name, values]] : [],
    );
    expect(Object.fromEntries(choices)).toEqual(CHOICES);
  });

  it('asks for these scopes, each as a user-managed and as an admin-managed app', () => {
    const scopes = manifest.oauth.scopes.map(
      ({ user = '-', admin = '-', optional }) => `${user}, ${admin}, ${optional ? 'optional' : 'required'}`,
    );
    expect(scopes).toEqual(SCOPES);
  });

  it('is told of these events', () => {
    expect(manifest.webhook.events).toEqual(EVENTS);
  });

  it('keeps the names that Halo, its roles, its deployment and Zoom know it by', () => {
    const { provider, modes, cronSync, webhook, knowledge, permissions, secrets, network, stats } = manifest;
    expect({ provider, modes, cronSync, permissions, knowledge, network }).toEqual({
      // Routes, queues, the database's schema and role, and stored meetings go by the provider's name.
      provider: 'zoom',
      modes: ['ingest'],
      cronSync: true,
      // Halo's roles grant these to people.
      permissions: { view: 'integrations:view', change: 'integrations:manage' },
      // Search and audiences go by the beginning of a source's id.
      knowledge: { namespaces: ['zoom:', 'distilled:zoom:'], distillable: true },
      // Firewalls let these through.
      network: { api: ['api.zoom.us', 'zoom.us'], download: ['zoom.us', '*.zoom.us', '*.zoom.com'] },
    });
    // Orgs are found by this key of their settings, the address is entered in Zoom's app.
    expect({ ...webhook, events: undefined }).toEqual({
      method: 'POST',
      path: '/api/integrations/zoom/webhook',
      secret: 'ZOOM_WEBHOOK_SECRET_TOKEN',
      orgKey: 'zoom_account_id',
    });
    // Deployments set these.
    expect(secrets.map(({ name }) => name)).toEqual([
      'ZOOM_CLIENT_ID',
      'ZOOM_CLIENT_SECRET',
      'ZOOM_WEBHOOK_SECRET_TOKEN',
    ]);
    // The page draws these figures by their keys.
    expect(stats.map(({ key, kind }) => `${key}: ${kind}`)).toEqual([
      'totalMeetings: number',
      'linkedMeetings: number',
      'activity: activity',
      'recentTranscripts: list',
      'lastSyncAt: time',
    ]);
  });
});
