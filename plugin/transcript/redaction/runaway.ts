const TOKEN =
  /\\[pPu]\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\c[a-z]|\\k<[^>]*>|\\\d+|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>|[-ims]+:)|(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gisu;
const ASSERTION = /^(?:[$^]|\\[bB])$/;
const LOOKAROUND = /^\(\?<?[=!]$/;
const REPETITION = /^(?:[*+?]|\{(\d+)(,)?(\d*)\})\??$/;
const BACKREFERENCE = /^\\(?:k<|[1-9])/;
// Ten thousand ways to match at one place are searched in less than a millisecond.
const MOST_WAYS = 10_000;
const SAMPLE = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), ...'\u00A0éßαЖ漢😀'];

const NESTED = 'It repeats something that itself repeats or can be read in several ways, as (a+)+ does';
const ADJACENT =
  'It has two repetitions without an end that can match the same characters, as \\d+\\d+ and .*a.* do';
const MANY = 'It can match the same text in too many ways';

/** A piece of a pattern, and what decides how long the engine may have to try it. */
interface Part {
  /** In how many ways it can match one text. */
  ways: number;
  /** Whether there is a repetition without an end in it. */
  endless: boolean;
  /** Its single characters and sets of them. */
  atoms: readonly string[];
  /** The atoms of the endless repetitions that may still go on where it ends. */
  trailing: readonly (readonly string[])[];
}

interface Group {
  opening: string;
  before: Part['trailing'];
  alternatives: Part[];
  branch: Part;
}

/**
 * Why a valid pattern could take the engine for ever, in a sentence for the admin who wrote it. Where the engine can divide
 * one stretch of text among repetitions in many ways, it tries them all before it gives up.
 */
export function runawayProblem(source: string): string | undefined {
  const tokens = source.match(TOKEN) ?? [];
  const groups: Group[] = [];
  let group = opened('', []);
  for (const [place, token] of tokens.entries()) {
    if (REPETITION.test(token) || ASSERTION.test(token)) continue;
    if (token.startsWith('(')) {
      groups.push(group);
      group = opened(token, group.branch.trailing);
    } else if (token === '|') {
      group.alternatives.push(group.branch);
      group.branch = emptyPart(group.before);
    } else {
      const inner = token === ')' ? closed(group) : undefined;
      if (token === ')') group = groups.pop() ?? group;
      const added = appended(group.branch, inner ?? token, tokens[place + 1] ?? '');
      if (typeof added === 'string') return sentence(added);
      group.branch = added;
    }
  }
  return closed(group).ways > MOST_WAYS ? sentence(MANY) : undefined;
}

function sentence(problem: string): string {
  return `${problem}, and so could run for ever.`;
}

const emptyPart = (trailing: Part['trailing']): Part => ({ ways: 1, endless: false, atoms: [], trailing });

const opened = (opening: string, before: Part['trailing']): Group => ({
  opening,
  before,
  alternatives: [],
  branch: emptyPart(before),
});

function closed({ opening, before, alternatives, branch }: Group): Part {
  const all = [...alternatives, branch];
  return {
    ways: all.reduce((sum, { ways }) => sum + ways, 0),
    endless: all.some(({ endless }) => endless),
    atoms: all.flatMap(({ atoms }) => atoms),
    // What looks ahead or behind takes no text, so what repeats before it goes on after it.
    trailing: LOOKAROUND.test(opening) ? before : union(all.map(({ trailing }) => trailing)),
  };
}

/** The branch with an atom or a closed group added, repeated as the next token says; or the problem with that. */
function appended(branch: Part, added: Part | string, next: string): Part | string {
  const { least, most } = repetition(next);
  const part = typeof added === 'string' ? single(branch, added) : added;
  if (part.endless && most > 1) return NESTED;
  const whole = {
    endless: branch.endless || part.endless || most === Number.POSITIVE_INFINITY,
    atoms: [...branch.atoms, ...part.atoms],
  };
  const trailing = least > 0 ? part.trailing : union([branch.trailing, part.trailing]);
  if (most < Number.POSITIVE_INFINITY) {
    const ways = branch.ways * part.ways ** most * (most - least + 1);
    return { ...whole, ways, trailing };
  }
  if (part.ways > 1) return NESTED;
  if (branch.trailing.some((atoms) => overlap(atoms, part.atoms))) return ADJACENT;
  return { ...whole, ways: branch.ways, trailing: [...trailing, part.atoms] };
}

// A repetition goes on behind a character only if it could have taken that too.
const single = ({ trailing }: Part, atom: string): Part => ({
  ways: 1,
  endless: false,
  atoms: [atom],
  trailing: trailing.filter((atoms) => overlap(atoms, [atom])),
});

const union = (all: readonly Part['trailing'][]): Part['trailing'] => [...new Set(all.flat())];

function repetition(token: string): { least: number; most: number } {
  const counted = REPETITION.exec(token);
  if (counted === null) return { least: 1, most: 1 };
  const [, least, open, most] = counted;
  if (least === undefined)
    return {
      least: token.startsWith('+') ? 1 : 0,
      most: token.startsWith('?') ? 1 : Number.POSITIVE_INFINITY,
    };
  if (open === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most ? Number(most) : Number.POSITIVE_INFINITY };
}

function overlap(some: readonly string[], others: readonly string[]): boolean {
  // What a backreference stands for is known only when the pattern runs.
  if ([...some, ...others].some((atom) => BACKREFERENCE.test(atom))) return true;
  const [one, other] = [some, others].map((atoms) => new RegExp(`^(?:${atoms.join('|')})$`, 'iu'));
  return SAMPLE.some((character) => one?.test(character) && other?.test(character));
}
