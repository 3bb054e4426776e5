import { type Clue, NOT_IN_EARNEST } from './clues.ts';

/** Things one does after a meeting and hands over. The list leaves out what one does in it (show, explain, go through). */
const DELIVER =
  'send|e-?mail|mail|forward|share|post|upload|attach|distribute|circulate|submit|deliver|provide|follow up|follow-up|get back|' +
  'circle back|reach out|ping|check|look into|look up|find out|investigate|research|inquire|confirm|verify|schedule|set up|' +
  'book|arrange|organi[sz]e|prepare|draft|write up|write down|put together|type up|open an?|create an?|file an?|log an?|' +
  'raise an?|escalate|update|review|introduce|loop|connect you|talk to|speak (?:to|with)|invite|finali[sz]e|complete|fill (?:in|out)|' +
  'fix|ship|roll out|deploy|enable|order|sign|report back|document|put in|take care of';

/** Work that goes on after it. */
const WORK =
  'work on|work out|work together|look at|take a look|have a look|focus on|think about|ask|call|write|finish|do|make|build|design|' +
  'develop|define|come up with|watch|evaluate|try to';

const WORKING = 'working|looking|focus(?:ing|ed)|thinking|doing|watching|preparing';

const ADVERBS =
  '(?:(?:also|just|then|please|definitely|probably|maybe|quickly|go ahead and|go and|try to|try and|make sure to|be able to|have to|need to) ){0,2}';

/** What comes right behind the name of whoever will do it. */
const WILL = "(?: will|'ll| is going to| are going to| is gonna| are gonna)";

/** A speaker takes something on. */
export const PROMISE: readonly Clue[] = [
  [
    1.1,
    new RegExp(
      `\\b(?:i'll|i will|i'm going to|i'm gonna|i am going to|i shall) ${ADVERBS}(?:${DELIVER}|ask|call|write)\\b`,
      'i',
    ),
  ],
  [
    1,
    new RegExp(
      `\\b(?:let me|i can|i need to|i have to|i should|i owe you) ${ADVERBS}(?:${DELIVER}|ask)\\b.*\\b(?:you|your|them|team|back|internally|with (?:our|my)|after (?:this|the call))\\b`,
      'i',
    ),
  ],
];

/** A group takes something on. Said all the time of what is only discussed, so it needs a receiver, a day or the end of the meeting. */
export const JOINT: readonly Clue[] = [
  [
    0.7,
    new RegExp(
      `\\b(?:we'll|we will|we're going to|we're gonna|we are going to|we need to|we have to|we should|we still need to) ${ADVERBS}(?:${DELIVER})\\b`,
      'i',
    ),
  ],
  [
    0.4,
    /\bwe(?:'ll| will|'re going to)\b.*\b(?:to you|with you|you (?:an?|the|our|some)|your (?:team|side|security|account)|internally|our (?:engineering|engineers|legal|finance|product|support|security)(?: team)?)\b/i,
  ],
];

/** A speaker gives somebody a task. */
export const TASK: readonly Clue[] = [
  [
    0.7,
    new RegExp(
      `\\byou(?: guys| two| both| all)?(?: each)?(?:'ll| will|'re going to|'re gonna| are going to| have to| need to) (?:all |both |each )?${ADVERBS}(?:${DELIVER}|${WORK}|(?:be )?(?:together )?(?:${WORKING}))\\b`,
      'i',
    ),
  ],
  [
    1,
    new RegExp(
      `\\bi(?:'d| would)? (?:like|want|need) (?:you|everyone|everybody|the [\\w ]{2,30}) (?:guys |all |two |both )?to ${ADVERBS}(?:${DELIVER}|${WORK}|get|look|give|tell|show)\\b`,
      'i',
    ),
  ],
  [
    1,
    new RegExp(
      `\\b(?:can|could|would|will) (?:you|someone|somebody|everyone)(?: guys| all)?(?:,? \\p{L}+,?)? ${ADVERBS}(?:${DELIVER}|look at|take a look|ask|write)\\b`,
      'iu',
    ),
  ],
  [1, new RegExp(`(?:^|, )please (?:${DELIVER})\\b`, 'i')],
  [
    0.7,
    new RegExp(
      `\\b(?:if|maybe) (?:you|everyone) (?:can|could|should) ${ADVERBS}(?:${DELIVER}|${WORK}|look|start)\\b`,
      'i',
    ),
  ],
  [0.7, new RegExp(`^${ADVERBS}(?:send|e-?mail|forward|share) (?:me|us|him|her|them|it)\\b`, 'i')],
];

/** A word that begins with a capital and is no name. */
const NO_NAME =
  '(?!(?:I|We|You|They|It|He|She|That|This|These|Those|There|Here|What|Who|Which|Where|When|How|And|But|So|Then|Yes|People|Users?|One)\\b)';

/** Somebody named, or a role or department, will do it. */
export const DELEGATED: readonly Clue[] = [
  [
    0.8,
    new RegExp(
      `\\b(?:the [\\w-]+(?: [\\w-]+){0,3}|engineering|legal|finance|marketing|support|product|procurement|security|(?:our|my) [\\w-]+|somebody|someone|everyone)${WILL} ${ADVERBS}(?:${DELIVER}|${WORK}|be (?:${WORKING}))\\b`,
      'i',
    ),
  ],
  [
    0.8,
    new RegExp(
      `(?<![\\p{L}'])${NO_NAME}\\p{Lu}\\p{L}+${WILL} ${ADVERBS}(?:${DELIVER}|${WORK}|be (?:${WORKING}))\\b`,
      'u',
    ),
  ],
];

/** Somebody says that this is one. */
export const NAMED: readonly Clue[] = [
  [1, /\b(?:action items?|action points?|next steps?|to-dos?|follow-ups?)(?:[^.]{0,20} (?:is|are)\b|:)/i],
];

/** "If it breaks, I'll call" promises little; "I'll find out why it can't be opened" promises all of it. */
const BEFORE_ANY_PROMISE =
  "^(?:(?!\\b(?:i'll|i will|i'm going to|i'm gonna|we'll send|we'll check|can you|could you|please)\\b).)*?";

/** What speaks for or against an action item whoever is to do it. */
export const CIRCUMSTANCES: readonly Clue[] = [
  ...NOT_IN_EARNEST,
  [0.3, /\b(?:next (?:meeting|call|time)|after (?:this|the) (?:call|meeting)|follow[- ]up)\b/i],
  [
    -2,
    /\b(?:share my screen|get (?:started|going)|kick (?:this|it|us) off|hand (?:it )?over|go first|move on|jump (?:in|off|to)|dive in|walk you through|start (?:with|by|off)|go (?:through|over|ahead with)|give (?:a|you a|everyone a) (?:quick )?(?:overview|intro|demo|minute|second)|come back to (?:that|this)|ask you (?:something|a question)|ask a question|wait (?:for|a)|pass it)\b/i,
  ],
  [
    -2,
    new RegExp(
      `${BEFORE_ANY_PROMISE}\\b(?:won't|will not|not going to|not gonna|don't (?:need|have|want) to|doesn't (?:need|have) to|shouldn't|can't|cannot|couldn't|wouldn't|no need to)\\b`,
      'i',
    ),
  ],
  [
    -2,
    /\b(?:already|agenda|i don't know|i guess|(?:what|that|where) (?:you|we|i) (?:have|need) to (?:do|go|be)|i (?:sent|emailed|shared|checked|updated)|we (?:sent|emailed|shared|checked|updated)) /i,
  ],
  [
    -1,
    new RegExp(
      `${BEFORE_ANY_PROMISE}\\b(?:if (?:we|you|they|it|there|people|the|i)|whether|when(?:ever)? (?:you|people|users?)|in case|because|would|usually|always|every time|might|for example|for instance)\\b`,
      'i',
    ),
  ],
  [
    -1,
    /\b(?:do|did|does|are|is|have|has|were|was|should|shall|what|why|how|which|who) (?:you|we|i|they|he|she|it|the|there|that|this)\b.*\?$/i,
  ],
];
