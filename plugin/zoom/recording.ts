/** The domain's view of what Zoom lists. Everything odd about Zoom's answers is gone by now (see wire.ts). */

export type SessionKind = 'meeting' | 'webinar' | 'upload' | 'breakout';

export interface RecordingFile {
  /** Missing on CC and TIMELINE files. */
  readonly id: string | null;
  /** Zoom's file_type, e.g. `TRANSCRIPT`; empty while Zoom processes the file. */
  readonly type: string;
  /** Zoom's recording_type, e.g. `audio_transcript`. */
  readonly recordingType: string;
  readonly processing: boolean;
  readonly size: number | null;
  readonly start: string | null;
  readonly end: string | null;
  /** Missing on-premise. */
  readonly downloadUrl: string | null;
  /** Where a person plays it. Missing on-premise, and on files that nothing is seen or heard in. */
  readonly playUrl: string | null;
}

/** One occurrence of a cloud-recorded meeting. */
export interface ListedRecording {
  readonly uuid: string;
  /** The numeric id of the series, as text: it can exceed what a number holds. */
  readonly meetingId: string;
  readonly topic: string;
  readonly kind: SessionKind;
  readonly hostId: string;
  readonly hostEmail: string | null;
  readonly startTime: Date;
  readonly durationMinutes: number;
  readonly files: readonly RecordingFile[];
}

export interface RecordingPage {
  /** The dates Zoom really used: it narrows a range over a month without an error. */
  readonly from: string | null;
  readonly to: string | null;
  readonly totalRecords: number | null;
  readonly nextPageToken: string | null;
  readonly recordings: readonly ListedRecording[];
  /** Rows that could not be read at all (no uuid or no start), each with why. */
  readonly unreadable: readonly string[];
}

export interface RecordingFiles extends ListedRecording {
  /** A token of its own that opens the file URLs. */
  readonly downloadAccessToken: string | null;
}

/** What the AI Companion's store has of a meeting. */
export interface CompanionOffer {
  readonly topic: string | null;
  readonly hostId: string | null;
  /** When the transcript was made: at the end of the meeting, not at its start. */
  readonly createdAt: Date | null;
  /** Null unless Zoom says that it can be downloaded: it names a URL even where there is nothing yet. */
  readonly downloadUrl: string | null;
  /** Zoom's download_restriction_reason, e.g. `NOT_READY`; new ones come without notice. */
  readonly restriction: string | null;
}

/** What the AI Companion wrote about a meeting. Nobody said it. */
export interface MeetingSummary {
  readonly title: string | null;
  /** Empty where Zoom has made none. */
  readonly markdown: string;
}

export interface ZoomUser {
  readonly id: string;
  readonly accountId: string;
  readonly email: string | null;
}

/** A person as one source of Zoom's names them. */
export interface ZoomPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly userId: string | null;
  readonly registrantId: string | null;
  readonly internal: boolean | null;
  readonly waiting: boolean;
  readonly joinTime: string | null;
  readonly leaveTime: string | null;
}

export interface PeoplePage {
  readonly people: readonly ZoomPerson[];
  readonly nextPageToken: string | null;
}

/** What a scheduled meeting says about who belongs to it. */
export interface MeetingDetails {
  readonly invitees: readonly ZoomPerson[];
  readonly alternativeHosts: readonly string[];
  readonly registrationOn: boolean;
}
