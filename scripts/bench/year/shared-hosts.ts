/** A host that unrelated people share, though only the org says so. */
export const FREE_MAIL_OF_THE_ORG = 'coworking-sim.example';

/** Hosts at which people have mail whose employer is another matter. */
export const SHARED_HOSTS: readonly string[] = ['gmail.com', 'googlemail.com', FREE_MAIL_OF_THE_ORG];
