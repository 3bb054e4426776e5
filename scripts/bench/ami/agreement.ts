/** How well what was found agrees with what is there: 0 to 1. */
export interface Agreement {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** `right` of the `found` are there, and `reached` of those `there` are found; the two differ where several find the same. */
export interface AgreementCounts {
  readonly found: number;
  readonly right: number;
  readonly there: number;
  readonly reached: number;
}

/** Precision, recall and their harmonic mean. */
export function agreementOf({ found, right, there, reached }: AgreementCounts): Agreement {
  const precision = shareOf(right, found);
  const recall = shareOf(reached, there);
  return { precision, recall, f1: shareOf(2 * precision * recall, precision + recall) };
}

/** The same where each thing either is there or not, and is either found or not. */
export function agreementOfChoices(choices: readonly { found: boolean; there: boolean }[]): Agreement {
  const right = choices.filter(({ found, there }) => found && there).length;
  return agreementOf({
    found: choices.filter(({ found }) => found).length,
    right,
    there: choices.filter(({ there }) => there).length,
    reached: right,
  });
}

/** Of nothing, no share. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
