import { type Clue, customerDetector, NOT_IN_EARNEST } from './clues.ts';

const PAIN: readonly Clue[] = [
  ...NOT_IN_EARNEST,
  [1, /\b(?:frustrat\w+|annoying|annoyed|painful|nightmare|headache|deal ?breaker|unusable|unacceptable)\b/i],
  [
    1,
    /\b(?:biggest|main|real|major|huge) (?:problem|issue|challenge|pain|concern|frustration|blocker|bottleneck)\b/i,
  ],
  [
    1,
    /\b(?:our|the|my|a) (?:biggest |main |real |only )?(?:problem|issue|challenge|pain point|concern|blocker|bottleneck)(?: here| for us| right now| we have)?(?: is|'s| was| has been)\b/i,
  ],
  [
    1,
    /\b(?:we|i|they|people|our \w+|users|my \w+) (?:keep|kept|are|were|'re|still|really|often|constantly|always)?\s?(?:are |'re )?(?:struggl\w+|get(?:ting)? stuck|stuck|blocked|los(?:e|ing) (?:data|time|money|customers|deals|work|track))\b/i,
  ],
  [
    1,
    /\b(?:keeps?|kept) (?:breaking|crashing|failing|freezing|timing out|losing|dropping|disconnecting|sending|showing|logging|asking|getting|throwing)\b/i,
  ],
  [
    1,
    /\b(?:crash(?:es|ed|ing)?|broken|timed? out|times out|fails (?:every|when|to|again|silently)|failed (?:again|twice|to)|went down|outages?|bugs?|buggy)\b/i,
  ],
  [
    1,
    /\b(?:does not|doesn't|do not|don't|isn't|aren't|is not|still not|never|not) (?:really |actually |even |properly )?(?:work|works|working|sync|syncing|load|loading)\b/i,
  ],
  [
    1,
    /\b(?:takes?|took|taking|spend|spends|spending|spent|wast(?:e|es|ed|ing)) (?:us |me |them |my team |our team |about |over |around |like |way |at least |up to |almost |nearly |too |so |half |\d+ |two |three |four |five |several |many |a few |an? )*(?:forever|ages|hours?|days?|weeks?|long|much time|too much time|a lot of time)\b/i,
  ],
  [
    1,
    /\b(?:too|so|really|very|painfully|extremely|incredibly|pretty|super) (?:slow|complicated|confusing|cumbersome|tedious|unreliable|manual|hard to|difficult to|error[- ]prone|time[- ]consuming)\b/i,
  ],
  [
    0.7,
    /\b(?:manually|by hand|copy(?:ing)? and past(?:e|ing)|copy-past\w+|workarounds?|spreadsheets? to (?:track|keep))\b/i,
  ],
  [0.6, /\b(?:can't|cannot|can not|couldn't|unable to|not able to|no way to|never able to)\b/i],
  [0.6, /\b(?:hard|difficult|tough|impossible|tricky) (?:for \w+ )?to\b/i],
  [
    0.5,
    /\b(?:problems?|issues?|errors?|trouble|confus(?:ed|ing)|slow|failing|missing|complain(?:ed|ing|ts)?)\b/i,
  ],
  [0.4, /\b(?:we|our|us|my team|i|my)\b/i],
  [
    -2,
    /\b(?:no|not a|not an|not really a|without(?: any)?|zero|never had (?:an?|any)) (?:\w+ )?(?:problems?|issues?|errors?|troubles?|complaints?|bugs?|outages?|crash\w*)\b/i,
  ],
  [
    -2,
    /\b(?:can't|couldn't) (?:wait|complain|believe|imagine|thank|remember|recall|speak for|say for|promise|stay|talk|make it|hear|tell you|be (?:more|happier)|disagree|ask for)\b/i,
  ],
  [
    -2,
    /\b(?:not|isn't|wasn't|weren't|aren't|never|hardly|no longer) (?:\w+ )?(?:slow|broken|frustrat\w+|annoying|painful|confusing|complicated|buggy|stuck|hard|difficult)\b/i,
  ],
  [
    -2,
    /\b(?:fixed|resolved|solved|sorted(?: out)?|no longer|not anymore|used to be|works now|better now|went away)\b/i,
  ],
  [
    -1,
    /\b(?:if|whether|in case|unless)\b.{0,40}\b(?:problems?|issues?|errors?|trouble|broken|fails?|crash\w*|stuck)\b/i,
  ],
  [
    -2,
    /^(?:do|did|does|have|has|is|are|was|were|any|what|why|how|which|when|where|who|can|could|would)\b.*\?$/i,
  ],
];

/** Finds what hurts a customer: what fails, takes too long, or has to be worked around. */
export const detectPainPoint = customerDetector(PAIN);
