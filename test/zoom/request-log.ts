/** One request that the simulated Zoom answered; status 0 means that the connection was cut. */
export interface LoggedRequest {
  method: string;
  template: string;
  path: string;
  status: number;
  at: Date;
}

export type RequestCounts = Record<string, number>;

/** How often each endpoint was asked, by method and path template. */
export function countByEndpoint(requests: readonly LoggedRequest[]): RequestCounts {
  const counts: RequestCounts = {};
  for (const { method, template } of requests) {
    const key = `${method} ${template}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
