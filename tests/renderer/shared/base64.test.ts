import {expect, test} from 'vitest';
import {base64Of, bytesOf} from '../../../renderer/shared/base64.ts';

test.for([0, 1, 2, 3, 0x5fff, 0x6000, 0x6001, 100_000])('%i bytes go there and back', (length) => {
  const bytes = Uint8Array.from({length}, (_, i) => (i * 31) % 256);
  const text = base64Of(bytes);
  expect(text).toBe(Buffer.from(bytes).toString('base64'));
  expect(bytesOf(text)).toEqual(bytes);
});
