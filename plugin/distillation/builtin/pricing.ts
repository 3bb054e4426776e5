import { type Clue, customerDetector, NOT_IN_EARNEST } from './clues.ts';

const NUMBER =
  '(?:\\d[\\d,.]*k?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty-five|thirty|forty|fifty|sixty|hundred|thousand|million)';

const PRICE: readonly Clue[] = [
  ...NOT_IN_EARNEST,
  [
    1,
    new RegExp(
      `[$€£¥]\\s?\\d|\\b${NUMBER}(?:[- ]and[- ]a[- ]half)? (?:dollars?|euros?|pounds?|bucks|usd|eur|gbp|cents?|grand)\\b|\\b(?:usd|eur|gbp) ?\\d`,
      'i',
    ),
  ],
  [
    0.8,
    /\b(?:pric(?:e|es|ed|ing|ey|y|ier)|discount(?:s|ed)?|budget(?:s|ed|ing)?|quotes? (?:for|from|you|we)|quotation|invoic(?:e|es|ed|ing)|expensive|afford(?:able)?|cheap(?:er|est)?|costly|subscription|per[- ](?:seat|user|month|year|license|licence|agent)|seat licen[sc]es?|licen[sc]e fees?|list price|upfront (?:fee|payment)|payment terms|procurement|roi|return on investment|over budget|profits?)\b/i,
  ],
  [0.8, /\b(?:costs?|costing|fees?|charg(?:e|es|ed|ing) (?:us|for|per|you|extra|more))\b/i],
  [
    0.6,
    new RegExp(
      `\\b(?:pay(?:ing|s)?|spend(?:ing)?|save|saving)\\b.*(?:\\b${NUMBER}\\b|\\b(?:per|a) (?:seat|user|month|year)\\b|%|percent)`,
      'i',
    ),
  ],
  [
    0.5,
    /\b(?:renewals?|renew|contracts?|enterprise plan|pro plan|free (?:tier|plan|trial)|upgrade|downgrade|tier|annual(?:ly)?|billing|billed|pay(?:ing)? for|worth (?:it|the))\b/i,
  ],
  [
    0.5,
    /\b(?:how much|\d+k? an? (?:seat|user|month|year)|increase|decrease|percent|%|per (?:seat|user|month|year)|too much|a lot of money)\b|\d%/i,
  ],
  [0.2, /\b(?:we|us|our|you|your|i|my)\b|\?$/i],
  [
    -2,
    /\b(?:at (?:all|any) costs?|cost of living|priceless|at no cost to|opportunity costs?|pay attention|paid off|pays? off|(?:time|error|latency|memory|context|token|gas) budget|budget of (?:time|errors)|(?:computationally|memory|cpu) (?:expensive|cheap|costly)|(?:expensive|cheap|costly) (?:query|queries|operation|operations|computation|call|calls)|free of charge|in charge|battery)\b/i,
  ],
  [
    -1,
    /\b(?:don't|do not|won't|let's not|not here to) (?:talk about|discuss|worry about|mind|care about) (?:the )?(?:pric|cost|budget)/i,
  ],
];

/** A price word alone may be a passing remark; said among others it is a discussion. */
const LEAST = 0.8;

/** Finds talk of prices, costs, discounts and budgets. A question counts: asking for the price is talking of it. */
export const detectPricing = customerDetector(PRICE, LEAST);
