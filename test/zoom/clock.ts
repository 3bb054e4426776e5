/** Where the simulated Zoom takes the time from; tests hand in one they can move. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Zoom writes times without fractions of a second. */
export const zoomTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

export const utcDay = (date: Date): string => date.toISOString().slice(0, 10);
