import { PARLEY } from '../sample-plugin/subject.ts';
import { itConforms } from './conform.ts';

itConforms(PARLEY);
