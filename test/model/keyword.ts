/** The org's keyword rule. */
export const KEYWORD = 'project falcon';

/** A word that is said only where the rule's words are said, and so may not be found anywhere in Halo. */
export const MARKER = 'zq7kestrel';

export const HELD_BACK = `We begin Project Falcon, ${MARKER}.`;
