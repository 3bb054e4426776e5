import type { Customer } from '../customer-directory.ts';

interface CustomerFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly offered: readonly Customer[];
  /** Who may be entered beside customers. */
  readonly others?: readonly string[];
  readonly required?: boolean;
}

/** Where a customer is written by name, address or id; the browser offers some of them. */
export function CustomerField({
  name,
  label,
  value,
  placeholder,
  offered,
  others = [],
  required = false,
}: CustomerFieldProps) {
  const list = `${name}-offered`;
  return (
    <>
      <input
        {...{ type: 'search', id: name, name, value, placeholder, list, required }}
        class="grow"
        aria-label={label}
        autocomplete="off"
      />
      <datalist id={list}>
        {others.map((other) => (
          <option value={other} />
        ))}
        {offered.map((customer) => (
          <Offer customer={customer} among={offered} />
        ))}
      </datalist>
    </>
  );
}

/** What two of them go by would not say which: those are written by their ids. */
function Offer({ customer, among }: { customer: Customer; among: readonly Customer[] }) {
  const { kind, id, name, detail } = customer;
  const what = kind === 'user' ? name : ['Company', detail].filter(Boolean).join(' · ');
  if (among.some((other) => other !== customer && written(other) === written(customer))) {
    return (
      <option value={`${kind}:${id}`}>
        {name} · {what}
      </option>
    );
  }
  return <option value={written(customer)}>{what}</option>;
}

/** An address is nobody else's; a name may be. */
function written({ kind, name, detail }: Customer): string {
  return kind === 'user' ? (detail ?? name) : name;
}
