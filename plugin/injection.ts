/** What the container injects besides classes. One child container is made per job, so each is that job's own. */

/** The services Halo handed to the job: `Host`. */
export const HOST = Symbol('Host');
/** The id of the job's org. */
export const ORG_ID = Symbol('OrgId');
