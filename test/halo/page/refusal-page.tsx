import { Document } from './document.tsx';

export interface Refusal {
  readonly title: string;
  /** What it means, and what to do next. */
  readonly text: string;
}

/** What a browser is shown in place of a page that it does not get. */
export function RefusalPage({ title, text }: Refusal) {
  return (
    <Document title={title}>
      <main>
        <section class="card" aria-labelledby="refusal">
          <h1 id="refusal">{title}</h1>
          <p>{text}</p>
          <p>
            <a href="/">To Halo</a>
          </p>
        </section>
      </main>
    </Document>
  );
}
