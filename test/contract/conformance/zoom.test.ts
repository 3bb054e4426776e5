import { itConforms } from './conform.ts';
import { ZOOM } from './zoom-subject.ts';

itConforms(ZOOM);
