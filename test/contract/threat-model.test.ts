import { describe } from 'vitest';
import { itIsProven, readProven } from './proofs.ts';

const model = await readProven('threat-model.md');

describe('the threat model', () => itIsProven(model, 31));
