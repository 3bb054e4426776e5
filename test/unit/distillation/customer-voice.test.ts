import { describe, expect, it } from 'vitest';
import { extractBuiltin } from '../../../plugin/distillation/builtin/extract.ts';
import type { InsightKind, Side } from '../../../plugin/distillation/insights.ts';
import { conversation } from './conversation.ts';

const drafts = (kind: InsightKind, text: string, side: Side = 'customer') =>
  extractBuiltin(conversation(['Dana Reyes', side, text]), {
    meetingStart: '2026-02-25T10:00:00Z',
    kinds: [kind],
  });

/** What customers say, by the kind of insight it is and is not. */
const SAID: readonly { kind: InsightKind; is: string[]; isNot: string[] }[] = [
  {
    kind: 'pain_point',
    is: [
      'The export keeps timing out on us.',
      'Honestly, it is really frustrating for my team.',
      'We spend two hours every week copying numbers by hand.',
      'The sync does not work with our calendar.',
      'Our biggest problem is that agents lose the history.',
      "We can't see which tickets were escalated.",
      'The app crashed twice yesterday during a call.',
      'It is too slow for us.',
      'We are struggling with the permissions.',
    ],
    isNot: [
      'We have no problems with the export.',
      'Did you have any problems with the export?',
      'That bug was fixed last month.',
      "I can't wait to see it.",
      "Sorry, I can't hear you.",
      'If we had a problem like that, we would call you.',
      'Not a problem, thanks.',
      'The traffic jam was so frustrating this morning.',
      "It's no longer slow.",
      'I am just kidding, it is broken.',
      'The weather is a nightmare here.',
      'We talked about the roadmap.',
    ],
  },
  {
    kind: 'feature_request',
    is: [
      'It would be great if we could export this to CSV.',
      'I wish there was a dark mode.',
      "We'd love to be able to schedule reports.",
      'Is there a way to merge two accounts?',
      'Do you support single sign-on?',
      'Are there any plans for an Android app?',
      'You should add a filter for closed tickets.',
      'We really need a better search option.',
      "What's missing is an audit log.",
      'Could you add Spanish as a language?',
    ],
    isNot: [
      'It would be great to meet you in person.',
      'It would be great if you could send the slides.',
      'We do not need an audit log.',
      "We'd love to have a call next week.",
      'I wish you a good weekend.',
      'You just added a filter, right?',
      'Can you hear me?',
      'Did you add a filter last year?',
      'Is that the right report?',
      'We looked at the dashboard yesterday.',
      'If we were a bank, we would need an audit log.',
    ],
  },
  {
    kind: 'pricing',
    is: [
      'How much does the pro plan cost?',
      'That is fifty dollars per seat.',
      'We have a budget of 20k for this year.',
      'Is there a discount for nonprofits?',
      'The renewal went up by 15 percent.',
      'It is more expensive than what we have.',
      'We pay 400 a month for the other tool.',
      'Could you send us a quote for ten users?',
    ],
    isNot: [
      'We want to keep it at all costs.',
      'That is an expensive query on our database.',
      'Please pay attention to the second slide.',
      'It paid off for the whole team.',
      'The cost of living here is crazy.',
      'We do not care about the price today.',
      'Who is in charge of the project?',
      'We will renew our passports.',
      'The contract tests failed.',
    ],
  },
  {
    kind: 'product_feedback',
    is: [
      'We really love the new dashboard.',
      'The interface is clunky.',
      'Your mobile app is very easy to use.',
      'It saves us hours every week.',
      'My favorite part is the inbox.',
      "I'm really impressed by the search.",
      'The new editor feels confusing.',
      'Our agents hate the ticket layout.',
    ],
    isNot: [
      'That would be great.',
      'Great to meet you all.',
      "That's a great question about the dashboard.",
      'What do you think of the dashboard?',
      'Sounds good to me.',
      'The dashboard would be nice with colors.',
      "I don't know if the dashboard is good.",
      'We love coffee and the new tool shed.',
      'I like that idea.',
    ],
  },
];

describe.each(SAID)('the built-in extractor, looking for $kind', ({ kind, is, isNot }) => {
  it.each(is)('finds it in: %s', (text) => {
    expect(drafts(kind, text).map((draft) => draft.quote)).toEqual([text]);
  });

  it.each(isNot)('does not find it in: %s', (text) => {
    expect(drafts(kind, text)).toEqual([]);
  });

  it('believes a speaker of unknown side, and not the own team', () => {
    const text = is[0] ?? '';
    expect(drafts(kind, text, 'unknown')).toHaveLength(1);
    expect(drafts(kind, text, 'team')).toEqual([]);
  });
});
