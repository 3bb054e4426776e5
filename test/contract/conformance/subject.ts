import type { HaloPlugin } from '../../../contracts/plugin.ts';
import type { Chapter } from './checks/index.ts';
import type { RecordedVendor } from './vendor.ts';

/** A plugin that is held against the contract, and what no manifest says of it. */
export interface Subject {
  readonly name: string;
  readonly manifestPath: string;
  /** What the manifest's `secrets` are set to. */
  readonly secrets: Readonly<Record<string, string>>;
  /** By `clock` it signs its webhooks. */
  openVendor(clock: { now(): Date }): Promise<RecordedVendor>;
  /** What Halo knows of the customers; one of them took part in a recorded meeting. */
  readonly seed: object;
  /** Made of the plugin before it is looked at: how a broken one is made of one that is whole. */
  readonly alter?: (plugin: HaloPlugin) => HaloPlugin;
  /** Statements that may still run once a job has been told to stop, since nothing rests on what they write. */
  readonly harmless?: RegExp;
  /** What it is tried by; everything unless told. */
  readonly chapters?: readonly Chapter[];
  /** Checks that it is known not to pass, by title, and why. One that passes after all makes the suite fail. */
  readonly expectedFailures: Readonly<Record<string, string>>;
}
