/** One more process that runs the jobs of a Halo on DATABASE_URL. Its page is another process's business. */
import { work } from './start/work.ts';

await work();
