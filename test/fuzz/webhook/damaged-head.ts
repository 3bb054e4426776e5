import type { Random } from '../random.ts';
import type { Headers } from './framing.ts';

const METHODS: readonly [string, ...string[]] = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'QUERY',
  'post',
];

const VALUES: readonly [string, ...string[]] = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '99999999999',
  '1739923528456',
  'v0=',
  'v0=00',
  `v0=${'z'.repeat(64)}`,
  `v0=${'A'.repeat(64)}`,
  `v1=${'0'.repeat(64)}`,
  'é'.repeat(67),
  '\u0080\u00ff',
  'text/plain',
  'application/jsonp',
  'APPLICATION/JSON',
  'application/json;charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'x'.repeat(5_000),
];

/** Another method, or headers that are missing, doubled, wrong, or of no use to a webhook. */
export function damagedHead(headers: Headers, random: Random): [string, Headers] {
  const at = random.below(headers.length);
  const [name, value] = headers[at] ?? ['x', ''];
  switch (random.below(7)) {
    case 0:
      return [random.pick(METHODS), headers];
    case 1:
      return ['POST', headers.toSpliced(at, 1)];
    case 2:
      return ['POST', [...headers, [name.toUpperCase(), random.pick(VALUES)]]];
    case 3:
      return ['POST', [[name, value], ...headers]];
    case 4:
      return ['POST', [...headers, ...oddHeaders(random)]];
    default:
      return ['POST', headers.with(at, [name, random.pick(VALUES)])];
  }
}

function oddHeaders(random: Random): Headers {
  return random.pick<Headers>([
    [['content-encoding', 'gzip']],
    [['expect', '100-continue']],
    [['connection', 'close']],
    [
      ['connection', 'upgrade'],
      ['upgrade', 'websocket'],
    ],
    [['x-http-method-override', 'DELETE']],
    [['cookie', 'a'.repeat(3_000)]],
    [['x-padding', 'a'.repeat(40_000)]],
    Array.from({ length: 300 }, (_, index) => [`x-${index}`, 'a'] as const),
    [['host', 'other.example/..']],
    [
      ['x-forwarded-host', 'evil.example'],
      ['x-forwarded-proto', 'gopher'],
    ],
  ]);
}
