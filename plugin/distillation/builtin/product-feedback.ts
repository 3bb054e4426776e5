import { type Clue, customerDetector, NOT_IN_EARNEST } from './clues.ts';

const PRODUCT =
  '(?:product|app|application|tool|platform|dashboard|feature|features|interface|ui|ux|design|layout|integration|reports?|reporting|search|editor|inbox|software|system|workflow|setup|onboarding|docs|documentation|api|mobile app|widget|update|release|version|bot|assistant|automation|page|button|support team|experience|navigation|menu)';

const THE_PRODUCT = `(?:the |your |this |that |these |those |our |new |latest |whole |mobile |entire )*(?:[\\w-]+ ){0,2}${PRODUCT}`;

const OPINION: readonly Clue[] = [
  ...NOT_IN_EARNEST,
  [
    1,
    new RegExp(
      `\\b(?:i|we|they|everyone|everybody|my team|our (?:team|users|agents|reps|admins|customers)|people|folks) (?:all |really |absolutely |actually |also |just |do |still |particularly |especially )*(?:love|loves|loved|like|likes|liked|enjoy|enjoys|hate|hates|hated|dislike|dislikes|prefer|adore)d? (?:how |the way |that )?${THE_PRODUCT}\\b`,
      'i',
    ),
  ],
  [
    1,
    new RegExp(
      `\\b${THE_PRODUCT} (?:\\w+ ){0,2}?(?:is|are|'s|was|were|looks|feels|seems|has been|works) (?:\\w+ ){0,2}?(?:great|good|awesome|amazing|fantastic|excellent|brilliant|easy|simple|intuitive|helpful|useful|clean|fast|solid|nice|reliable|well|impressive|better|confusing|clunky|cluttered|ugly|overwhelming|unintuitive|bad|terrible|awful|poor|outdated|weak|disappointing|clumsy|awkward)\\b`,
      'i',
    ),
  ],
  [
    1,
    /\b(?:game[- ]changer|huge (?:help|time[- ]saver)|time[- ]saver|saves? (?:us|me|the team|my team|our team) (?:so much |a lot of |tons of |hours|time|days|a ton)|life ?saver|works? (?:really |very |super |pretty |extremely )(?:well|great|nicely|smoothly)|works like a charm)\b/i,
  ],
  [
    1,
    /\b(?:really|very|super|so|quite|pretty|been|extremely|most) (?:impressed|happy|pleased|satisfied|disappointed|unhappy|underwhelmed|let down) (?:with|by|about)\b/i,
  ],
  [
    1,
    /\b(?:super|really|very|so|surprisingly|incredibly|pretty|not|isn't|wasn't|not very|not really|more) (?:easy to use|user[- ]friendly|intuitive|clunky|cluttered|responsive|polished)\b/i,
  ],
  [
    1,
    /\b(?:what (?:i|we) (?:really |do )?(?:like|love|dislike|hate)|my favou?rite (?:part|thing|feature)|best (?:part|thing|feature) (?:is|about|of)|worst (?:part|thing)|the thing (?:i|we) (?:like|love|hate|dislike))\b/i,
  ],
  [1, /\b(?:clunky|unintuitive|counter[- ]?intuitive|cluttered)\b/i],
  [
    -2,
    /\b(?:would|'d|could|might|will|should|going to|'ll) (?:\w+ )?(?:be|love|like|enjoy|prefer|hate|work)\b/i,
  ],
  [
    -2,
    /\b(?:(?:don't|do not|doesn't|didn't) (?:know|think|have (?:an opinion|any opinion)|remember)|not sure (?:if|whether|that|about))\b/i,
  ],
  [-2, /\b(?:sounds|looks) (?:good|great|like a plan|perfect)(?: to me)?[.!]?$/i],
  [
    -2,
    /\b(?:great|good|nice|love|like) (?:to (?:meet|see|hear|know|talk)|question|point|idea|call|chat|meeting|job|work on the call|that idea|your idea|seeing you|catching up)\b/i,
  ],
  [
    -2,
    /^(?:do|did|does|have|has|is|are|was|were|what|why|how|which|when|where|who|can|could|would|anything)\b.*\?$/i,
  ],
];

/** Finds praise and criticism of the product as it is. */
export const detectProductFeedback = customerDetector(OPINION);
