/** What a page says once, after something was done. */
export interface Message {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly advice?: string;
}
