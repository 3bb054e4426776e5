import type { Random } from '../random.ts';

export type Headers = readonly (readonly [name: string, value: string])[];

/** A request that begins with its method and path. */
export function framed(start: string, headers: Headers, body: Buffer): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${start} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), body]);
}

/** More bytes or fewer than stated, chunks in every state, and what is no HTTP at all. */
export function misframed(start: string, headers: Headers, body: Buffer, random: Random): Buffer {
  const length = (value: number | string) =>
    framed(start, [...headers, ['content-length', String(value)]], body);
  const chunked = (text: string) =>
    framed(start, [...headers, ['transfer-encoding', 'chunked']], Buffer.from(text, 'latin1'));
  const hex = body.length.toString(16);
  const text = body.toString('latin1');
  const variants: readonly [() => Buffer, ...(() => Buffer)[]] = [
    () => length(body.length + 1 + random.below(5_000)),
    () => length(random.below(body.length + 1)),
    () => length(random.pick(['-1', '+5', '1e3', '0x10', '', '1, 2', '99999999999999999999', '2000000'])),
    () => chunked(`${hex}\r\n${text}\r\n0\r\n\r\n`),
    () => chunked(`${hex}\r\n${text.slice(0, random.below(text.length + 1))}`),
    () => chunked(`zz\r\n${text}\r\n0\r\n\r\n`),
    () => chunked(`ffffffffffffffffff\r\n${text}`),
    () => framed(start, headers, body),
    () => Buffer.concat([length(body.length), length(body.length)]),
    () => length(body.length).subarray(0, random.below(body.length)),
    () => noHttp(random),
  ];
  return random.pick(variants)();
}

function noHttp(random: Random): Buffer {
  return random.pick([
    Buffer.from('\r\n\r\n\r\n'),
    Buffer.from('GET\r\n\r\n'),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from('POST / HTTP/9.9\r\n\r\n'),
    Buffer.from(`POST ${'/a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`),
    Buffer.from('POST http://[::1 HTTP/1.1\r\nhost: a b\r\n\r\n'),
    Buffer.from('POST * HTTP/1.1\r\nhost: \r\n\r\n'),
    Buffer.from('\u0016\u0003\u0001\u0002\u0000\u0001\u0000', 'latin1'),
    Buffer.from(Array.from({ length: 1 + random.below(500) }, () => random.below(256))),
  ]);
}
