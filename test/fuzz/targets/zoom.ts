import assert from 'node:assert/strict';
import type { z } from 'zod';
import { type Answer, errorOf } from '../../../plugin/zoom/answer-errors.ts';
import type { EndpointName } from '../../../plugin/zoom/endpoints.ts';
import { ZoomError } from '../../../plugin/zoom/errors.ts';
import { readAnswer, toAnswer } from '../../../plugin/zoom/requests.ts';
import * as wire from '../../../plugin/zoom/wire.ts';
import * as companion from '../../../plugin/zoom/wire-companion.ts';
import { meetingDetails, participantsPage, registrantsPage } from '../../../plugin/zoom/wire-people.ts';
import { createdEventSubscription, eventSubscriptionPage } from '../../../plugin/zoom/wire-subscriptions.ts';
import { answerIn, damagedAnswer } from '../answers.ts';
import { API_ANSWERS } from '../originals.ts';
import { assertKey, assertStorable } from '../storable.ts';
import type { Target } from '../target.ts';
import { assertZoomError } from '../zoom-errors.ts';
import {
  assertListing,
  assertPeoplePage,
  assertPersons,
  assertRecording,
  assertSummary,
} from '../zoom-values.ts';

const NOW = new Date('2026-10-15T12:00:00Z');

type Reading = (name: EndpointName, answer: Answer) => void | Promise<void>;

/** Reads a success, and looks at what was read. */
const reading =
  <T>(schema: z.ZodType<T>, look: (value: T) => void | Promise<void>): Reading =>
  (name, answer) => {
    const read = readAnswer(name, schema, answer);
    return read instanceof ZoomError ? assertZoomError(read, NOW) : look(read);
  };

const people = reading(participantsPage, assertPeoplePage);
const registrants = reading(registrantsPage, assertPeoplePage);
const listing = reading(wire.recordingPage, assertListing);

const READINGS: Readonly<Record<Exclude<EndpointName, 'download'>, Reading>> = {
  me: reading(wire.zoomUser, (user) => {
    assertStorable(user, 'the user');
    assertKey(user.id, 'the user id');
    assertKey(user.accountId, 'the account id');
  }),
  accountRecordings: listing,
  userRecordings: listing,
  recordingFiles: reading(wire.recordingFiles, assertRecording),
  companionTranscript: reading(companion.companionOffer, (offer) => assertStorable(offer, 'the offer')),
  meetingSummary: reading(companion.meetingSummary, assertSummary),
  pastMeeting: reading(wire.pastMeeting, assertRecording),
  pastParticipants: people,
  meeting: reading(meetingDetails, ({ invitees, alternativeHosts }) => {
    assertPersons(invitees);
    assertStorable(alternativeHosts, 'the alternative hosts');
  }),
  registrants,
  webinarParticipants: people,
  webinarRegistrants: registrants,
  eventSubscriptions: reading(eventSubscriptionPage, (page) => assertStorable(page, 'the subscriptions')),
  createEventSubscription: reading(createdEventSubscription, (id) => assertKey(id, 'the subscription')),
  deleteEventSubscription: () => undefined,
};

/** An answer of Zoom's API, from its status, headers and text to what is stored and asked for by it. */
export const zoom: Target = {
  name: 'zoom',
  promise:
    'an answer of Zoom’s is a value that can be stored and worked on, or an error that says what to do',
  ending: 'json',
  share: 1,
  make: (random) => damagedAnswer(random.pick(API_ANSWERS), random),
  async check(input) {
    const { endpoint, status, headers, body } = answerIn(input);
    assert.ok(isRead(endpoint), `${endpoint} is no endpoint`);
    const answer = toAnswer({ statusCode: status, headers, body });
    const error = errorOf(endpoint, answer, NOW);
    if (error) return assertZoomError(error, NOW);
    assert.ok(status < 300, `HTTP ${status} is taken for a success`);
    await READINGS[endpoint](endpoint, answer);
  },
};

function isRead(endpoint: string): endpoint is keyof typeof READINGS {
  return Object.hasOwn(READINGS, endpoint);
}
