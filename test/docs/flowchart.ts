/** What a flowchart of the documentation is made of. */
export interface Flowchart {
  /** What stands in its boxes. */
  readonly labels: readonly string[];
  /** What arrows name and no box is. */
  readonly unknown: readonly string[];
  /** Lines that are no part of a flowchart as the documentation draws them. */
  readonly unread: readonly string[];
}

const BOX = /^(\w+)(?:\[\(?(.*?)\)?\])?$/;
const ARROW = /\s*--(?:\s[^>]*\s--)?>\s*/;

/** Reads the part of Mermaid's language that the documentation draws with: boxes, groups of them, and arrows. */
export function readFlowchart(text: string): Flowchart {
  const boxes = new Map<string, string>();
  const named: string[] = [];
  const unread: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line === 'end' || /^flowchart (?:TB|TD|LR)$/.test(line)) continue;
    const steps = line.replace(/^subgraph /, '').split(ARROW);
    const read = steps.map((step) => BOX.exec(step));
    if (read.includes(null)) unread.push(line);
    else if (steps.length > 1) named.push(...steps);
    else for (const box of read) boxes.set(box?.[1] ?? '', box?.[2] ?? '');
  }
  return { labels: [...boxes.values()], unknown: named.filter((name) => !boxes.has(name)), unread };
}

/** The files and folders that a label names: whatever has a slash. */
export function pathsIn(label: string): string[] {
  return label.match(/[\w.-]+\/[\w./-]*/g) ?? [];
}
