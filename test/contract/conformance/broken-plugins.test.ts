import { BROKEN } from '../sample-plugin/broken.ts';
import { itConforms } from './conform.ts';

for (const subject of BROKEN) itConforms(subject);
