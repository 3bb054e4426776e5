import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire: the path is raw, because how a uuid was encoded decides what Zoom answers. */
export interface ZoomRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** The path segments that stand for the template's `{…}`, still encoded. */
  params: Record<string, string>;
}

export interface ZoomReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): ZoomReply => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(body),
});

export const html = (status: number, body: string, headers: Record<string, string> = {}): ZoomReply => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8', ...headers },
  body,
});

export const redirect = (location: string): ZoomReply => ({ status: 302, headers: { location }, body: '' });

/** After a form was sent: reloading the page that follows sends nothing again. */
export const seeOther = (location: string): ZoomReply => ({ status: 303, headers: { location }, body: '' });

export const noContent = (): ZoomReply => ({ status: 204, headers: {}, body: '' });

/** The shape of every error of Zoom's API. */
export const zoomError = (
  status: number,
  code: number,
  message: string,
  errors?: { field: string; message: string }[],
): ZoomReply => json(status, { code, message, ...(errors ? { errors } : {}) });

export const invalidField = (field: string, message: string): ZoomReply =>
  zoomError(400, 300, 'Validation Failed.', [{ field, message }]);

export const bearerOf = (request: ZoomRequest): string | undefined =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];

export const basicOf = (request: ZoomRequest): { id: string; secret: string } | undefined => {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!encoded) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return { id, secret: rest.join(':') };
};
