import { setImmediate } from 'node:timers/promises';
import { actionItemFigures } from './ami/action-items.ts';
import { shareOf } from './ami/agreement.ts';
import { type DistilledMeeting, distilMeeting } from './ami/distilled-meeting.ts';
import { halve } from './ami/halves.ts';
import { type AmiMeeting, readAmi } from './ami/meetings.ts';
import { pricingFigures } from './ami/pricing-windows.ts';
import { megabytesPerSecond } from './ami/throughput.ts';
import { type Bench, type Figures, rounded } from './bench.ts';

/**
 * How well the built-in extractor, without a model, agrees with the people who annotated the AMI corpus, how much of what
 * it finds was really said (all of it must be), and how fast it is. The corpus is in two halves: patterns are tuned on one,
 * `tuned`, and the figures on top are those of the other. That other one is not fully unseen: while the extractor was
 * first written it was looked at on all of these meetings.
 *
 * In most of the meetings four people play at designing a remote control, and nobody is a customer. Of the kinds of insight
 * only action items and pricing have an annotation to be held against.
 */
export async function distill(bench: Bench): Promise<Figures> {
  const halves = halve(await readAmi());
  const [reported, tuned] = bench.quick
    ? [everyThird(halves.reported), everyThird(halves.tuned)]
    : [halves.reported, halves.tuned];
  bench.say(`distill: ${reported.length} meetings to report on, ${tuned.length} to tune on`);
  return { ...(await measure(bench, reported)), tuned: await measure(bench, tuned) };
}

/** Some of each series, and of first and last meetings. */
function everyThird<T>(all: readonly T[]): T[] {
  return all.filter((_, index) => index % 3 === 0);
}

async function measure(bench: Bench, meetings: readonly AmiMeeting[]): Promise<Figures> {
  const distilled: DistilledMeeting[] = [];
  for (const meeting of meetings) {
    await pause(bench);
    distilled.push(await distilMeeting(meeting));
  }
  const insights = distilled.flatMap((meeting) => meeting.insights);
  const said = insights.filter(({ acts }) => acts.length > 0).length;
  if (said < insights.length)
    bench.fail(`${insights.length - said} insights quote what nobody said: distilling must not invent.`);
  return {
    groundedShare: rounded(shareOf(said, insights.length)),
    actionItems: actionItemFigures(distilled),
    pricing: pricingFigures(distilled),
    mbPerSecond: rounded(await megabytesPerSecond(meetings, bench.quick ? 3 : 7, () => pause(bench))),
    insights: insights.length,
    meetings: meetings.length,
  };
}

/** Distilling without a model waits for nothing; without a pause, nobody would hear that the command is to stop. */
async function pause({ stopping }: Bench): Promise<void> {
  await setImmediate();
  stopping.throwIfAborted();
}
