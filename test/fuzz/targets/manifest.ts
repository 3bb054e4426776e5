import assert from 'node:assert/strict';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { ContractViolation } from '../../../contracts/validator.ts';
import { plugin } from '../../../plugin/index.ts';
import { fieldsOf } from '../../halo/page/setting-fields.ts';
import { PlainError } from '../../halo/plain-error.ts';
import { admitPlugin, manifestIn } from '../../halo/plugin-loader.ts';
import { settingsSchema } from '../../halo/settings-schema.ts';
import { mutatedText } from '../damaged-json.ts';
import { MANIFEST_FILE } from '../originals.ts';
import { assertInProportion } from '../storable.ts';
import type { Target } from '../target.ts';

const ORIGINAL = JSON.parse(MANIFEST_FILE);
const OFFER = {
  model: false,
  secrets: { ZOOM_CLIENT_ID: 'a', ZOOM_CLIENT_SECRET: 'b', ZOOM_WEBHOOK_SECRET_TOKEN: 'c' },
};

/** A plugin's manifest, from its file to the Halo that admits it and draws its settings. */
export const manifest: Target = {
  name: 'manifest',
  promise: 'a manifest is one that Halo can run and draw, or is refused by the name of a field',
  ending: 'json',
  share: 0.2,
  make: (random) => mutatedText(ORIGINAL, random),
  check(input) {
    const text = Buffer.from(input).toString();
    try {
      assertOfUse(manifestIn(text));
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      assert.match(error.message, /manifest is malformed: .*\S|manifest cannot be read: .*\S|^The plugin /s);
      assertInProportion(error.message.length, text.length, 4, 'the message');
      if (/malformed/.test(error.message)) assertNamesField(error.message, JSON.parse(text));
      else
        assert.ok(
          !(error.cause instanceof ContractViolation),
          'what fits no contract is not called malformed',
        );
    }
  },
};

/** What passed the check of the manifest must not fail behind it. */
function assertOfUse(read: PluginManifest): void {
  const settings = settingsSchema(read);
  const fields = fieldsOf(read).map(({ key }) => key);
  assert.deepEqual(fields, Object.keys(read.settings.properties));
  const standing = settings({});
  assert.ok(standing.ok, 'its own defaults do not fit its settings');
  assert.deepEqual(Object.keys(standing.settings).toSorted(), fields.toSorted());
  assert.ok(settings(standing.settings).ok, 'its own defaults do not fit its settings');
  admitPlugin({ ...plugin, manifest: read }, OFFER);
}

/** One that is there, or one that is not and should be. */
function assertNamesField(message: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const names = [...Object.keys(value), ...Object.keys(plugin.manifest)];
  assert.ok(
    names.some((name) => message.includes(name)),
    `no field is named in ${message.slice(0, 200)}`,
  );
}
