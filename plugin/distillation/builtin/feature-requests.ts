import { type Clue, customerDetector, NOT_IN_EARNEST } from './clues.ts';

const REQUEST: readonly Clue[] = [
  ...NOT_IN_EARNEST,
  [
    1,
    /\b(?:it )?(?:would|'d) be (?:really |very |so |super |also |even |pretty |much )?(?:great|nice|good|awesome|amazing|cool|helpful|useful|handy|ideal|better|fantastic|perfect|lovely|huge|a game changer) (?:to (?:have|be able|see|get|let|add|allow|support|export|import|filter|set|automate|integrate|customi[sz]e|search|sync|group|track|schedule|assign)|if (?:you|it|there|we could|the (?!call|meeting)|i could|that could|users))/i,
  ],
  [
    1,
    /\b(?:i|we|they|our \w+) (?:really |also |just |only |do |would )*(?:wish|wished)\b(?! (?:you|them|him|her) (?:a|all|the|luck|well|good))/i,
  ],
  [
    1,
    /\b(?:we|i|they|our (?:team|users|customers|admins|agents|reps)|my team)(?:'d| would)? (?:really |also |definitely |just |still )?(?:love|like|want|need|prefer|require) (?:to (?:be able to|have|export|import|filter|customi[sz]e|automate|integrate|set|configure|bulk|schedule|group|sync|tag|see (?:a|an|more|better|the|it|our|all|which|who|how))|(?:a|an|the|some|better|more|native|proper|real|custom) (?:\w+[ -]){0,3}(?:option|feature|ability|way|button|filter|integration|export|import|report|dashboard|api|view|permission|permissions|role|roles|field|fields|notification|notifications|alert|alerts|support|mode|template|templates|webhook|webhooks|log|sso|setting|settings|control|controls))\b/i,
  ],
  [
    1,
    /\b(?:feature request|(?:one|another|a) (?:thing|feature)s? (?:we|i|that|they)(?:'d| would| really|'re| are)? ?(?:love|like|miss|missing|need|want|ask)|on (?:our|my) wish ?list)\b/i,
  ],
  [
    1,
    /\b(?:is there|are there|will there be) (?:a|an|any|some|going to be)?\s?(?:way|plans?|option|setting|ability|possibility|support|integration|api|roadmap)\b/i,
  ],
  [
    1,
    /\b(?:do|does|can|could|will|would) (?:you|it|the (?:app|product|tool|platform|system|dashboard|api|integration))(?: guys)? (?:also |ever |currently |plan to |already )?(?:add|support|build|offer|integrate with|allow|make it (?:possible|easier|so)|implement|expose|bring back|enable|provide an? (?:api|option|export|integration))\b/i,
  ],
  [
    1,
    /\b(?:any plans? (?:to|for|on|around)|on (?:the|your) roadmap|when (?:will|are) you (?:going to )?(?:add|support|release|ship|launch))\b/i,
  ],
  [
    1,
    /\b(?:you|it|the (?:app|product|tool|platform|system|dashboard)) (?:guys )?(?:should|need to|needs to|ought to|really should) (?:really |also |just |at least )?(?:add|have|support|allow|let|offer|include|show|integrate|give|make|be able to|remember|send|provide)\b/i,
  ],
  [
    1,
    /\b(?:what'?s|what is|the (?:one|only|main|biggest) thing(?: that's| that is)?|we're|we are|it's|still) (?:really |still )?missing (?:is|a|an|the|for)\b/i,
  ],
  [1, /\bif (?:only )?(?:we|i|you|users|people|it) could\b.{3,80}\bthat(?:'d| would)\b/i],
  [
    -2,
    /\b(?:be (?:great|nice|good|lovely|cool) to (?:see|meet|hear from|catch up|talk|chat|have you|connect)|to have (?:you|an? (?:call|chat|meeting|drink|discussion|summary|update))|if (?:you|we) (?:can|could) (?:meet|talk|chat|join|call|send|share|introduce|start|move|go|reschedule|wait))\b/i,
  ],
  [
    -2,
    /\b(?:don't|doesn't|didn't|do not|won't|wouldn't) (?:really |actually )?(?:need|want|care|require|wish)\b/i,
  ],
  [
    -2,
    /\b(?:already (?:have|has|exists?|supports?|added|there)|you (?:just|recently) (?:added|shipped|released|launched)|(?:now|finally) (?:supports?|have|has|works))\b/i,
  ],
  [
    -2,
    /\b(?:like|love|want|need) to (?:see (?:you|if|how (?:you|things))|have (?:a|another) (?:call|meeting|chat|look)|set up a (?:call|meeting))\b/i,
  ],
  [-1.5, /\b(?:next (?:meeting|call)|the (?:slides|deck|recording|contract|agenda|minutes))\b/i],
  [-2, /^(?:did|had|was|were) (?:you|we|they|it|he|she)\b.*\?$/i],
];

/** Finds what a customer would like the product to do. */
export const detectFeatureRequest = customerDetector(REQUEST);
