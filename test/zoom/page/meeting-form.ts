import { displayName, type ZoomAccount } from '../account.ts';
import type { HeldMeeting, Person, Said } from '../held-meeting.ts';
import { shownEmail } from '../shown-email.ts';

const FIELDS = ['topic', 'host', 'name', 'email', 'said'] as const;
type Field = (typeof FIELDS)[number];

/** The form as it is filled in. */
export type FormText = Readonly<Record<Field, string>>;

/** What is wrong with a field, for the one who filled it in. */
export type FormProblems = Readonly<Partial<Record<Field, string>>>;

/** Characters: of a topic and a name as Zoom allows, of an address as mail does. */
export const LONGEST = { topic: 200, name: 64, email: 254, said: 20_000 } as const;

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LINE = /^(.+?):\s+(\S.*)$/u;

/** A browser sends line breaks as CRLF. */
export const readForm = (body: URLSearchParams): FormText => ({
  topic: field(body, 'topic'),
  host: field(body, 'host'),
  name: field(body, 'name'),
  email: field(body, 'email'),
  said: field(body, 'said'),
});

const field = (body: URLSearchParams, name: Field): string =>
  (body.get(name) ?? '').replaceAll('\r\n', '\n').trim();

/** The meeting that a form tells of, or what is wrong with it. */
export function meetingOf(
  form: FormText,
  account: ZoomAccount,
): { meeting: HeldMeeting } | { problems: FormProblems } {
  const host = account.users.find((user) => user.email === form.host);
  const { said, unreadable } = readSaid(form.said, host ? [displayName(host), form.name] : [form.name]);
  const problems = {
    ...problemOf('topic', form, 'the meeting’s topic'),
    ...(host ? {} : { host: 'Choose who hosted the meeting.' }),
    ...(ADDRESS.test(form.email) ? {} : { email: 'Write an e-mail address, like ada@customer.example.' }),
    ...problemOf('email', form, 'the customer’s e-mail address'),
    ...problemOf('name', form, 'the customer’s name'),
    ...(unreadable === undefined ? {} : { said: problemOfLine(unreadable) }),
    ...problemOf('said', form, 'what was said'),
  };
  if (!host || Object.keys(problems).length > 0) return { problems };
  const participants = [{ name: form.name, email: form.email }];
  return { meeting: { topic: form.topic, hostEmail: host.email, participants, said } };
}

function problemOf(field: keyof typeof LONGEST, form: FormText, what: string): FormProblems {
  const { length } = form[field];
  if (length === 0) return { [field]: `Fill in ${what}.` };
  if (length <= LONGEST[field]) return {};
  return { [field]: `Shorten this to ${inWords(LONGEST[field])} characters; it has ${inWords(length)}.` };
}

const inWords = (count: number): string => count.toLocaleString('en-GB');

const problemOfLine = (number: number): string =>
  `Line ${number} does not say who speaks. Write each line as “Name: sentence”.`;

/** What the lines say, and the number of the first that does not say who speaks. */
function readSaid(text: string, names: readonly string[]): { said: Said[]; unreadable: number | undefined } {
  const lines = text
    .split(/\r|\n/)
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== '')
    .map(({ number, line }) => ({ number, said: saidIn(line, names) }));
  return {
    said: lines.flatMap(({ said }) => said ?? []),
    unreadable: lines.find(({ said }) => said === undefined)?.number,
  };
}

/** A name may hold a colon itself, so those who took part are looked for first. */
function saidIn(line: string, names: readonly string[]): Said | undefined {
  const known = names.find((name) => name !== '' && line.startsWith(`${name}: `));
  if (known !== undefined) return { speaker: known, words: line.slice(known.length + 1).trim() };
  const [, speaker = '', words = ''] = LINE.exec(line) ?? [];
  return words === '' || speaker.length > LONGEST.name ? undefined : { speaker, words };
}

/** A meeting that the account could have had: from what is said in it a pain point, a price and a promise come out. */
export function exampleForm(account: ZoomAccount): FormText {
  const [host] = account.users;
  const hostName = host ? displayName(host) : 'Host';
  const customer = someCustomer(account);
  const lines = [
    [hostName, 'Thanks for making the time today. How is it going?'],
    [customer.name, 'Honestly, the weekly export keeps failing, and we lose half a day on it every Friday.'],
    [hostName, 'I am sorry to hear that. I will send you a fix for the export by Thursday.'],
    [customer.name, 'That would help. And how much would ten more seats cost us per month?'],
    [hostName, 'Ten more seats are 90 euros a month on your plan.'],
    [customer.name, 'Good. It would also be great if we could schedule the export overnight.'],
  ];
  return {
    topic: 'Catch-up about the weekly export',
    host: host?.email ?? '',
    name: customer.name,
    email: customer.email,
    said: lines.map(([name, words]) => `${name}: ${words}`).join('\n'),
  };
}

/** Somebody from outside whom the account has met lately, so that Halo may know the address. */
function someCustomer({ recordings }: ZoomAccount): Person {
  const met = recordings
    .filter(({ files }) => files.some(({ content }) => content !== undefined))
    .filter(({ files }) => !files.some(({ pending }) => pending))
    .toSorted((a, b) => b.startTime.localeCompare(a.startTime))
    .flatMap(({ attendees }) => attendees.filter((each) => !each.internal && shownEmail(each) !== ''));
  return met[0] ?? { name: 'Ada Customer', email: 'ada@customer.example' };
}
