interface FindFormProps {
  readonly path: string;
  readonly find: string;
  readonly placeholder: string;
  readonly label: string;
}

/** Narrows a list down to what has these words. */
export function FindForm({ path, find, placeholder, label }: FindFormProps) {
  return (
    <form method="get" action={path} class="find">
      <input
        type="search"
        name="find"
        value={find}
        placeholder={placeholder}
        aria-label={label}
        class="grow"
      />
      <button type="submit">Find</button>
      {find === '' ? null : <a href={path}>Show all</a>}
    </form>
  );
}
