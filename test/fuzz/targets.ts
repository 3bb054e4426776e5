import type { Target } from './target.ts';
import { chat } from './targets/chat.ts';
import { checkpoint } from './targets/checkpoint.ts';
import { manifest } from './targets/manifest.ts';
import { masking } from './targets/masking.ts';
import { settings } from './targets/settings.ts';
import { summary } from './targets/summary.ts';
import { timeline } from './targets/timeline.ts';
import { token } from './targets/token.ts';
import { vtt } from './targets/vtt.ts';
import { webhook } from './targets/webhook.ts';
import { zoom } from './targets/zoom.ts';

/** All that is handed what others have made. */
export const TARGETS: readonly Target[] = [
  vtt,
  chat,
  timeline,
  summary,
  masking,
  webhook,
  zoom,
  token,
  manifest,
  settings,
  checkpoint,
];
