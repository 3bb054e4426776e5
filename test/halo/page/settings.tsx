import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { settingsPath } from '../paths.ts';
import type { FieldErrors, Settings } from '../settings-schema.ts';
import { Badge, Card } from './parts.tsx';
import { fieldsOf, type SettingField } from './setting-fields.ts';
import { readable } from './words.ts';

interface SettingsProps {
  readonly manifest: PluginManifest;
  readonly settings: Settings;
  readonly errors: FieldErrors;
  readonly mayChange: boolean;
}

/** The form that the manifest's settings schema describes. */
export function SettingsPanel({ manifest, settings, errors, mayChange }: SettingsProps) {
  const groups = [...Map.groupBy(fieldsOf(manifest), ({ group }) => group)];
  return (
    <Card id="settings" title="Settings">
      <form method="post" action={settingsPath(manifest.provider)} class="settings">
        <fieldset disabled={!mayChange}>
          {groups.map(([title, fields]) =>
            title === undefined ? (
              <Fields fields={fields} settings={settings} errors={errors} />
            ) : (
              <Group title={title} fields={fields} settings={settings} errors={errors} />
            ),
          )}
          <div class="buttons">
            <button type="submit" class="primary">
              Save settings
            </button>
            <button type="submit" formaction={`${settingsPath(manifest.provider)}/try#trial`}>
              Try on recent recordings
            </button>
          </div>
        </fieldset>
      </form>
    </Card>
  );
}

interface FieldsProps extends Pick<SettingsProps, 'settings' | 'errors'> {
  readonly fields: readonly SettingField[];
}

/** Folded away, but for a setting that is wrong; what was set differently from the default can be seen from outside. */
function Group({ title, fields, settings, errors }: FieldsProps & { title: string }) {
  const set = fields.filter((field) => !isDefault(field, settings[field.key])).length;
  return (
    <details class="group" open={fields.some(({ key }) => key in errors)}>
      <summary class="group-title">
        {title}
        {set > 0 ? <Badge tone="quiet">{set} set</Badge> : null}
      </summary>
      <div class="fields">
        <Fields fields={fields} settings={settings} errors={errors} />
      </div>
    </details>
  );
}

function Fields({ fields, settings, errors }: FieldsProps) {
  return (
    <>
      {fields.map((field) => (
        <Field field={field} value={settings[field.key]} error={errors[field.key]} />
      ))}
    </>
  );
}

function isDefault(field: SettingField, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(field.default);
}

function Field({ field, value, error }: { field: SettingField; value: unknown; error: string | undefined }) {
  const help = `${field.key}-help`;
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={field.key}>{field.title}</label>
      <Control field={field} value={value} help={help} wrong={error !== undefined} />
      {error === undefined ? null : <p class="error">{error}</p>}
      <p class="note" id={help}>
        {field.description}
      </p>
    </div>
  );
}

interface ControlProps {
  readonly field: SettingField;
  readonly value: unknown;
  readonly help: string;
  readonly wrong: boolean;
}

function Control({ field, value, help, wrong }: ControlProps) {
  const common = { id: field.key, name: field.key, 'aria-describedby': help, 'aria-invalid': wrong };
  switch (field.kind) {
    case 'switch':
      return <input type="checkbox" class="switch" {...common} checked={value === true} />;
    case 'number':
      return (
        <input
          type="number"
          {...common}
          value={String(value ?? '')}
          min={field.minimum}
          max={field.maximum}
        />
      );
    case 'choice':
      return (
        <select {...common}>
          {field.choices.map((choice) => (
            <option value={choice} selected={choice === value}>
              {readable(choice)}
            </option>
          ))}
        </select>
      );
    case 'list':
    case 'lines':
      return (
        <textarea {...common} rows={2} placeholder="one per line">
          {Array.isArray(value) ? value.join('\n') : ''}
        </textarea>
      );
    case 'text':
      return <input type="text" {...common} value={String(value ?? '')} />;
  }
}
