import { readable } from './words.ts';

/** The plugin's reasons in plain words. One that is not here is shown as it is, made readable. */
const REASONS: Readonly<Record<string, string>> = {
  transcript_not_ready: 'Zoom is still preparing the transcript. Halo looks again by itself.',
  transcript_not_made:
    'Zoom made no transcript of it. Check that audio transcripts are on in Zoom’s settings.',
  transcript_empty: 'Nothing was said in it.',
  companion_transcript_deleted: 'Its AI Companion transcript was deleted in Zoom.',
  companion_transcript_unsupported: 'Zoom’s AI Companion could not transcribe it.',
  companion_transcript_empty: 'Zoom’s AI Companion heard nothing in it.',
  keyword_rule: 'A Learning Rule keeps it out. Nothing of it is stored.',
  on_premise: 'It is recorded on a server of your own, which Zoom’s cloud does not hold.',
  gone_from_zoom: 'Zoom no longer has it.',
  trashed_in_zoom: 'It is in the trash in Zoom. Recovered there, it comes back here.',
  transcript_trashed_in_zoom: 'Its transcript is in the trash in Zoom. Recovered there, it comes back here.',
  transcript_deleted_in_zoom: 'Its transcript was deleted in Zoom, so it is gone from search too.',
  files_trashed_in_zoom: 'Files of it went to the trash in Zoom. Halo is looking what is left.',
  files_deleted_in_zoom: 'Files of it were deleted in Zoom. Halo is looking what is left.',
  deleted_in_zoom: 'It was deleted in Zoom, so it is gone from search too.',
  not_connected: 'Zoom was not connected when its turn came. Reconnect, and the next sync brings it in.',
  cancelled: 'The sync was cancelled before its turn came. The next sync brings it in.',
  no_such_customer: 'Halo has no such customer.',
  same_name: 'Somebody in Halo has the same name. A name alone links nothing.',
  shared_domain: 'Several companies in Halo claim this domain, so it links none of them.',
  audience_policy: 'The settings leave out meetings of your team alone, or with nobody that Halo knows.',
  retention: 'It is older than the settings keep meetings.',
  filter_title: 'The settings leave out meetings with such a title.',
  filter_host: 'The settings leave out meetings of its host.',
  filter_short: 'The settings leave out meetings as short as this.',
  filter_webinar: 'The settings leave out webinars.',
  filter_upload: 'The settings leave out uploaded videos.',
  filter_breakout: 'The settings leave out breakout rooms.',
  'connect.not_begun': 'There was no answer of Zoom’s to connect with.',
  'connect.refused': 'Zoom refused the connect.',
  'connect.account_taken': 'This Zoom user is connected to another organisation of this Halo.',
  'zoom.rate_limited': 'Zoom kept asking Halo to slow down.',
  'zoom.daily_limit': 'Zoom answers no more requests today.',
  'zoom.unreachable': 'Zoom could not be reached.',
  'zoom.token_rejected': 'Zoom did not accept Halo’s access.',
  'zoom.reconnect_needed': 'Zoom no longer accepts this connection.',
  'zoom.app_credentials': 'Zoom did not accept the credentials of the Zoom app.',
  'zoom.scope_missing': 'A permission that it takes was not granted in Zoom.',
  'zoom.not_permitted': 'The connected Zoom user may not read it.',
  'zoom.not_found': 'Zoom does not know it.',
  'zoom.still_processing': 'Zoom is still preparing it. Halo looks again by itself.',
  'zoom.user_gone': 'Its host has left the Zoom account.',
  'zoom.page_token_expired': 'Zoom’s list of recordings expired while Halo was reading it.',
  'zoom.bad_request': 'Zoom did not understand how Halo asked for it.',
  'zoom.unreadable_answer': 'Zoom’s answer could not be read.',
  'zoom.incomplete_listing': 'Zoom’s list of recordings had gaps.',
  'zoom.host_not_allowed': 'Zoom offers it at an address that Halo may not call.',
  'zoom.download_too_large': 'Its transcript is too large to be one.',
  'zoom.download_restricted': 'The Zoom account does not allow apps to download it.',
};

/** Where a run knows the outcome of a recording and no reason for it. */
const OUTCOMES: Readonly<Record<string, string>> = {
  awaiting_transcript: 'Its transcript is not there yet. Halo looks again by itself.',
  no_transcript: 'It has no transcript.',
  skipped: 'It was left out.',
  restricted: 'Zoom does not hand it out.',
  gone: 'It is gone from Zoom.',
  failed: 'It could not be brought in.',
  nothing_to_do: 'Newer word of it came from Zoom, and counts instead.',
};

const WORDS = new Map(Object.entries({ ...OUTCOMES, ...REASONS }));

/** Whether somebody has found words for it. */
export function hasWords(reason: string): boolean {
  return WORDS.has(reason);
}

export function reasonInWords(reason: string): string {
  return WORDS.get(reason) ?? readable(reason);
}
