/**
 * What Zoom would send and sign with `zoom-test-secret-token` at 1739923528; computed apart from all code of this
 * repository, so that the plugin and the simulated Zoom cannot agree on a mistake.
 */
export const SIGNED_BODIES = {
  accents: {
    body: '{"event":"recording.transcript_completed","event_ts":1739923528456,"payload":{"account_id":"abc","object":{"id":98765432101,"uuid":"4444AAAiAAAAAiAiAiiAii==","topic":"Łukasz & Zoë — Q´s"}}}',
    signature: 'v0=733a917503b60c3b51708ccc5345d0aa03914775c92f8626a4e04531f6560d13',
  },
  validation: {
    body: '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1739923528456}',
    signature: 'v0=1107bea67e17f46dd36fd354e402603525936997dd62e50843385a25b4668d80',
  },
  escapes: {
    body: String.raw`{ "event" : "meeting.ended", "u":"a\/b", "n":"\u0141" }`,
    signature: 'v0=7aa315fe18a0124d46b42ab695e711fb786950ddbfdb04969a33333054e480a3',
  },
} as const;

/** A challenge of Zoom's, and what it expects in return. */
export const CHALLENGE = {
  plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
  encryptedToken: '189bad60d71b25fc9705f43e5883e837f2d813ec93ba913b641fbe02d931744f',
} as const;
