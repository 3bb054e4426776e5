import type { Stage } from './stage.ts';

/** One thing that is tried, in an org and at a vendor of its own. It throws if the plugin does not hold to it. */
export interface Check {
  /** A sentence that is true of a plugin which passes. Requirements name it. */
  readonly title: string;
  run(stage: Stage): Promise<void> | void;
}

export const check = (title: string, run: Check['run']): Check => ({ title, run });
