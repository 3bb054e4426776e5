/** A webhook as the vendor wrote and signed it. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A vendor as the suite drives it: something recorded that is played back over HTTP, and what may go wrong with it. Its
 * consent page agrees at once, and sends the browser back.
 */
export interface RecordedVendor {
  readonly origin: string;
  /** External ids of the meetings that a first sync finds. At least two. */
  readonly meetings: readonly string[];
  /** A sentence that was said in the first of them, in which a customer asks for something. */
  readonly said: string;
  /** Back to the recording as it was, in an account that nobody has connected yet. */
  reset(): void;
  /** From the next consent on. */
  grant(scopes: 'everything' | 'too_little'): void;
  /** Nothing was ever recorded. */
  empty(): void;
  /** The next requests for data are answered like this. */
  trouble(kind: 'rate_limit' | 'server_error', times: number): void;
  /** Another meeting has ended and can be read: its external id, and the webhook that tells of it. */
  record(): Promise<{ readonly id: string; readonly webhook: SignedRequest }>;
  /** A meeting is deleted at the vendor's. */
  remove(id: string): Promise<SignedRequest>;
  /** Genuine, of an event that the manifest does not name. */
  unknownEvent(): Promise<SignedRequest>;
  /** How often it was asked for data since the reset. */
  requests(): number;
  close(): Promise<void>;
}
