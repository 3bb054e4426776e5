/** Who is signed in to the dashboard, for which org, and what they may do. */
export interface Session {
  readonly orgId: string;
  readonly userId: string;
  /** e.g. `integrations:view` */
  readonly permissions: readonly string[];
}

export interface Sessions {
  of(request: Request): Session | undefined;
}

/** For the demo, which has no sign-in: everyone is an admin of one org. */
export function everyoneIsAdmin(orgId: string, permissions: readonly string[]): Sessions {
  const session = { orgId, userId: 'demo-admin', permissions };
  return { of: () => session };
}
