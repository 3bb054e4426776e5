import type { ZoomAccount, ZoomRecording, ZoomUser } from '../account.ts';
import { seeOther, type ZoomReply, type ZoomRequest } from '../exchange.ts';
import type { Grants } from '../grants.ts';
import type { HeldMeeting } from '../held-meeting.ts';
import type { Held } from '../hold-meeting.ts';
import type { RecordingLife } from '../recording-life.ts';
import type { Route } from '../routes.ts';
import type { Delivery } from '../webhook-sender.ts';
import { homePage } from './home-page.ts';
import { exampleForm, type FormProblems, type FormText, meetingOf, readForm } from './meeting-form.ts';
import { type Notice, noticeOf } from './notice.ts';
import { fromOwnPages } from './same-origin.ts';
import { plainPage } from './shell.ts';
import { type Action, standingOf } from './standing.ts';

export interface PageWorld {
  /** Who the browser is signed in as. */
  session: { account: ZoomAccount; user: ZoomUser };
  grants: Grants;
  life: RecordingLife;
  hold(meeting: HeldMeeting): Promise<Held>;
  origin(): string;
}

/** The page of the local Zoom, and what its forms do. */
export function pageRoutes(world: PageWorld): Route[] {
  const notices: Notice[] = [];

  function home(
    status: number,
    more: { form?: FormText; problems?: FormProblems; notice?: Notice | undefined },
  ) {
    const { account, user } = world.session;
    const isAllowed = world.grants.isAllowedIn(account);
    return homePage(status, { account, user, isAllowed, form: exampleForm(account), ...more });
  }

  /** The notice stands in the page's address, so that a reload shows it again and does nothing again. */
  function done(title: string, deliveries: readonly Delivery[]): ZoomReply {
    const place = notices.push(noticeOf(title, deliveries, world.grants.isAllowedIn(world.session.account)));
    return seeOther(`/?notice=${place}`);
  }

  async function finish(request: ZoomRequest): Promise<ZoomReply> {
    const form = readForm(new URLSearchParams(request.body));
    const read = meetingOf(form, world.session.account);
    if ('problems' in read) return home(400, { form, problems: read.problems });
    const { deliveries } = await world.hold(read.meeting);
    return done(`“${read.meeting.topic}” is over and recorded.`, deliveries);
  }

  async function act(request: ZoomRequest): Promise<ZoomReply> {
    const uuid = new URLSearchParams(request.body).get('uuid');
    const recording = world.session.account.recordings.find((each) => each.uuid === uuid);
    if (!recording) return noRecording();
    const action = standingOf(recording).actions.find((each) => each === request.params.action);
    if (!action) return notNow();
    const { act, title } = ACTIONS[action];
    return done(title(recording), await act(world.life, recording.uuid));
  }

  const form = (template: string, handle: Route['handle']): Route => ({
    method: 'POST',
    template,
    handle: fromOwnPages(world.origin, handle),
  });
  return [
    {
      method: 'GET',
      template: '/',
      handle: ({ query }) => home(200, { notice: notices[Number(query.get('notice')) - 1] }),
    },
    form('/finish', finish),
    form('/recordings/{action}', act),
  ];
}

const ACTIONS: Readonly<
  Record<
    Action,
    {
      act(life: RecordingLife, uuid: string): Promise<Delivery[]>;
      title(recording: ZoomRecording): string;
    }
  >
> = {
  finish: {
    act: (life, uuid) => life.finishMeeting(uuid),
    title: ({ topic }) => `“${topic}” is ready.`,
  },
  trash: { act: (life, uuid) => life.trash(uuid), title: ({ topic }) => `“${topic}” is in the trash.` },
  recover: { act: (life, uuid) => life.recover(uuid), title: ({ topic }) => `“${topic}” is back.` },
  delete: { act: (life, uuid) => life.delete(uuid), title: ({ topic }) => `“${topic}” is deleted.` },
};

const noRecording = () =>
  plainPage(
    404,
    'There is no such recording',
    'The account holds no recording of this name, so nothing was done. Go back, load the page again and choose one of its list.',
  );

const notNow = () =>
  plainPage(
    409,
    'This cannot happen to the recording now',
    'It stands otherwise than when the page was loaded, so nothing was done. Go back, and load the page again to see how it stands.',
  );
