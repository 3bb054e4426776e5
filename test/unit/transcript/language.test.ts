import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../plugin/transcript/language.ts';

describe('the language of a talk', () => {
  it.each([
    ['en', ['Hello everyone, can you hear me?', 'Yes, loud and clear, shall we begin?']],
    ['de', ['Guten Tag, ich wollte fragen, ob die Rechnung schon angekommen ist.']],
    ['fr', ['Bonjour à tous, est-ce que vous voyez mon écran maintenant ?']],
    ['ja', ['はい、わかりました。来週の会議でお願いします。']],
    ['pl', ['Dzień dobry, chciałbym zapytać o naszą fakturę za ostatni miesiąc.']],
  ])('is %s by its words', (language, texts) => {
    expect(languageOf(texts)).toBe(language);
  });

  it.each([[[]], [['Hmm.']], [['Yes.', 'Ok ok.']], [['12 345']]])('is unknown of %j', (texts) => {
    expect(languageOf(texts)).toBeNull();
  });

  it('is that of the talk, not of a greeting at its start', () => {
    const talk = Array.from({ length: 20 }, () => 'Wir müssen noch über die Lieferung im Oktober sprechen.');
    expect(languageOf(['Good morning everyone, how are you?', ...talk])).toBe('de');
  });
});
