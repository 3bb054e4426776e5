import { describe, expect, it } from 'vitest';
import { chooseTranscript, offsetFrom, startOf } from '../../../plugin/recordings/transcript-files.ts';
import { file, VIDEO } from './made-up.ts';

const second = file({
  id: 'file-2',
  start: '2026-10-15T10:00:00Z',
  downloadUrl: 'https://us06web.zoom.us/2',
});
const captions = file({
  id: null,
  type: 'CC',
  recordingType: 'closed_caption',
  downloadUrl: 'https://us06web.zoom.us/cc',
});
const inTheWorks = file({
  id: 'new',
  type: '',
  recordingType: '',
  processing: true,
  size: 0,
  downloadUrl: null,
});

const urls = (...files: Parameters<typeof chooseTranscript>[0][number][]) => {
  const choice = chooseTranscript(files);
  return choice.kind === 'none' ? choice : { kind: choice.kind, urls: choice.files.map(({ url }) => url) };
};

describe('the transcript of a recording', () => {
  it('is its transcript file, not its video and not its captions', () => {
    expect(urls(VIDEO, captions, file())).toEqual({
      kind: 'transcript',
      urls: ['https://us06web.zoom.us/rec/download/file-1'],
    });
  });

  it('is all transcript files in the order they were recorded in, when the recording was stopped and started', () => {
    expect(urls(second, VIDEO, file())).toEqual({
      kind: 'transcript',
      urls: ['https://us06web.zoom.us/rec/download/file-1', 'https://us06web.zoom.us/2'],
    });
  });

  it('ends with the file of which Zoom does not say when it began, as times are counted from the first', () => {
    const undated = file({ id: 'file-3', start: null, downloadUrl: 'https://us06web.zoom.us/3' });
    expect(urls(undated, second, file())).toMatchObject({
      urls: [file().downloadUrl, second.downloadUrl, undated.downloadUrl],
    });
  });

  it('is told by its recording type too, and needs neither id nor status', () => {
    expect(urls(file({ id: null, type: 'VTT' }))).toMatchObject({ kind: 'transcript' });
  });

  it('is the captions where there is nothing else', () => {
    expect(urls(VIDEO, captions)).toEqual({ kind: 'captions', urls: ['https://us06web.zoom.us/cc'] });
  });

  it.each([
    ['it is still being made', [VIDEO, file({ processing: true })]],
    ['the second of two is still being made', [file(), file({ id: 'file-2', processing: true })]],
    ['Zoom does not say yet what it is working on', [inTheWorks]],
    ['it is being made and captions are there already', [captions, inTheWorks]],
  ])('is waited for while %s', (_, files) => {
    expect(urls(...files)).toEqual({ kind: 'none', processing: true, onPremise: false });
  });

  it('is not waited for because of a video in the works', () => {
    expect(urls({ ...VIDEO, processing: true }, file())).toMatchObject({ kind: 'transcript' });
  });

  it('is out of reach on the customer’s own server', () => {
    expect(urls(VIDEO, file({ downloadUrl: null }))).toEqual({
      kind: 'none',
      processing: false,
      onPremise: true,
    });
  });

  it('is none where nothing was transcribed', () => {
    expect(urls(VIDEO)).toEqual({ kind: 'none', processing: false, onPremise: false });
    expect(urls()).toEqual({ kind: 'none', processing: false, onPremise: false });
  });
});

describe('when a file began', () => {
  const HOUR_MS = 3_600_000;
  const offset = (start: string | null) => offsetFrom(startOf(file()), { start });

  it('is told by its time, unless no meeting lasts that long', () => {
    expect(offset(second.start)).toBe(HOUR_MS);
    expect(offset('2026-10-16T15:00:00Z')).toBe(30 * HOUR_MS);
    for (const start of [null, 'soon', '2026-10-15T08:00:00Z', '2026-10-17T10:00:00Z'])
      expect(offset(start)).toBe(0);
    expect(offsetFrom(0, second)).toBe(0);
  });
});
