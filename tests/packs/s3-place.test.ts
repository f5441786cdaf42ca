import {describe, expect, test} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {isAddress, s3Place} from '../../electron/packs/s3-place.ts';

const KEYS = {AWS_ACCESS_KEY_ID: 'an-id', AWS_SECRET_ACCESS_KEY: 'a-secret'};

function refused(repo: string, env: Record<string, string>): AppError {
  try {
    s3Place(repo, env);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('storage by its address', () => {
  test.each([
    ['s3://packs/north/a', {}, 'https://packs.s3.us-east-1.amazonaws.com/north/a'],
    ['s3://packs', {AWS_REGION: 'cn-north-1'}, 'https://packs.s3.cn-north-1.amazonaws.com.cn'],
    ['s3://packs/', {AWS_DEFAULT_REGION: 'eu-west-1'}, 'https://packs.s3.eu-west-1.amazonaws.com'],
    // The certificate of Amazon knows no bucket with a dot in it.
    ['s3://pa.cks/x/', {AWS_REGION: 'eu-west-1'}, 'https://s3.eu-west-1.amazonaws.com/pa.cks/x'],
    ['s3://packs/x', {AWS_ENDPOINT_URL: 'http://10.0.0.5:9000/'}, 'http://10.0.0.5:9000/packs/x'],
    ['s3://packs', {AWS_ENDPOINT_URL_S3: 'https://s3.test/a', AWS_ENDPOINT_URL: 'no'}, 'https://s3.test/a/packs'],
    ['https://packs.storage.test/north/', {AWS_ENDPOINT_URL: 'http://x'}, 'https://packs.storage.test/north'],
    [' https://storage.test:9000/packs ', {}, 'https://storage.test:9000/packs'],
  ])('%s with %o is %s', (repo, env, address) => {
    expect(s3Place(repo, {...KEYS, ...env})).toMatchObject({address, accessKeyId: 'an-id'});
  });

  test('takes a session token and no blanks at the ends of what the environment says', () => {
    const env = {...KEYS, AWS_ACCESS_KEY_ID: ' an-id\n', AWS_SESSION_TOKEN: 'a-token', AWS_REGION: ''};
    expect(s3Place('s3://packs', env)).toMatchObject({
      accessKeyId: 'an-id',
      sessionToken: 'a-token',
      region: 'us-east-1',
    });
  });

  test.each([
    's3://',
    's3://a',
    's3://packs/../other',
    's3://packs/a//b',
    's3://packs/a b',
    's3://packs/%2e%2e/x',
    's3://packs/x?versionId=1',
    's3://packs/话术',
    'https://me:hidden-word@storage.test/packs',
    's3://me:hidden-word@packs/x',
    'https://storage.test/packs#x',
    'ftp://storage.test/packs',
    'file:///srv/packs',
    'https://',
  ])('%s is refused, and not repeated', (repo) => {
    const {code, message} = refused(repo, KEYS);
    expect(code).toBe('invalid_input');
    expect(message).not.toContain('hidden-word');
  });

  test('says what is missing or wrong in the environment, in both languages, and never shows a secret', () => {
    const secret = 'hidden word';
    for (const [env, code, says] of [
      [{}, 'forbidden', 'AWS_ACCESS_KEY_ID'],
      [{AWS_ACCESS_KEY_ID: 'an-id'}, 'forbidden', 'AWS_SECRET_ACCESS_KEY'],
      [{...KEYS, AWS_SECRET_ACCESS_KEY: '  '}, 'forbidden', 'AWS_SECRET_ACCESS_KEY'],
      [{...KEYS, AWS_SECRET_ACCESS_KEY: secret}, 'invalid_input', 'AWS_SECRET_ACCESS_KEY'],
      [{...KEYS, AWS_SESSION_TOKEN: `a\r\n${secret}`}, 'invalid_input', 'AWS_SESSION_TOKEN'],
      [{...KEYS, AWS_REGION: secret}, 'invalid_input', 'AWS_REGION'],
      [{...KEYS, AWS_ENDPOINT_URL: `http://x:${secret}@y`}, 'invalid_input', 'AWS_ENDPOINT_URL'],
      [{...KEYS, AWS_ENDPOINT_URL: 's3://packs'}, 'invalid_input', 'AWS_ENDPOINT_URL'],
    ] as const) {
      const error = refused('s3://packs', env);
      expect(error.code).toBe(code);
      const words = JSON.stringify(error.sentence);
      expect(words).toMatch(/[\u4e00-\u9fff]/);
      expect(words).toContain(says);
      expect(words).not.toContain(secret);
    }
  });

  test.each([
    ['s3://packs', true],
    ['HTTPS://storage.test', true],
    ['C:\\packs', false],
    ['C:/packs', false],
    ['/srv/packs', false],
    ['packs', false],
  ])('%s is written over the network: %s', (repo, away) => {
    expect(isAddress(repo)).toBe(away);
  });
});
