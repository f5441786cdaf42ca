import {AppError} from '../contract/errors.ts';

/** S3-compatible storage as the environment and an address tell of it. */
export interface S3Place {
  /** http(s) address of the repository, without a slash at its end; every file lies below it. */
  address: string;
  /** Left out: as the address says. */
  region: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a repository is written over the network. A drive letter is no scheme. */
export const isAddress = (repo: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(repo.trim());

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/;
/** What can stand before `.s3.REGION.amazonaws.com` under its certificate. */
const HOST_NAME = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;
const STEP = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;
const REGION = /^[a-z0-9-]{2,64}$/;
/** What may stand in a header. */
const VISIBLE = /^[\x21-\x7e]{1,4096}$/;
const DEFAULT_REGION = 'us-east-1';

const wrong = (zh: string, en: string) => new AppError('invalid_input', {'zh-CN': zh, en});

const noPlace = () =>
  wrong(
    '话术库的位置不正确：请给出文件夹、s3://BUCKET/PREFIX，或 S3 兼容存储的 https:// 网址；网址中不能有用户名、密码、? 或 #，路径只能含字母、数字、“.”、“_”和“-”。',
    'That is no place of a repository: give a folder, s3://BUCKET/PREFIX, or the https:// address of S3-compatible storage, without user, password, ? and #, and with letters, digits, ".", "_" and "-" in its path.',
  );

/**
 * Where and as whom a repository in S3-compatible storage is written: `s3://BUCKET/PREFIX` at `AWS_ENDPOINT_URL_S3` or
 * `AWS_ENDPOINT_URL` (bucket in the path), else at Amazon; an `http(s)://` address is taken as it stands.
 *
 * @throws AppError `invalid_input` for another address, `forbidden` without credentials; none repeats what it was given
 */
export function s3Place(repo: string, env: Environment): S3Place {
  const url = parsed(repo.trim());
  const region = setting(env, 'AWS_REGION') ?? setting(env, 'AWS_DEFAULT_REGION');
  if (region !== undefined && !REGION.test(region)) {
    throw wrong('AWS_REGION 不是区域名称。', 'AWS_REGION is no name of a region.');
  }
  const address = url.protocol === 's3:' ? addressOf(url, region ?? DEFAULT_REGION, env) : plain(url);
  return {address, region: region ?? (url.protocol === 's3:' ? DEFAULT_REGION : undefined), ...credentials(env)};
}

function setting(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function parsed(text: string): URL {
  // Reading an address takes these steps silently.
  if (/\/(\.|%2e){1,2}(\/|$)/i.test(text)) throw noPlace();
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw noPlace();
  }
  const known = ['s3:', 'https:', 'http:'].includes(url.protocol);
  if (!known || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw noPlace();
  return url;
}

/** The steps of a path; one slash at its end says nothing. */
function stepsIn({pathname}: URL): string[] {
  const steps = pathname.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (steps.length === 1 && steps[0] === '') return [];
  if (!steps.every((step) => STEP.test(step))) throw noPlace();
  return steps;
}

const plain = (url: URL): string => [url.origin, ...stepsIn(url)].join('/');

function addressOf(url: URL, region: string, env: Environment): string {
  const [bucket, prefix] = [url.host, stepsIn(url)];
  if (!BUCKET.test(bucket)) throw noPlace();
  const endpoint = setting(env, 'AWS_ENDPOINT_URL_S3') ?? setting(env, 'AWS_ENDPOINT_URL');
  if (endpoint !== undefined) return [endpointFrom(endpoint), bucket, ...prefix].join('/');
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return [...(HOST_NAME.test(bucket) ? [`https://${bucket}.${host}`] : [`https://${host}`, bucket]), ...prefix].join(
    '/',
  );
}

function endpointFrom(text: string): string {
  try {
    const url = parsed(text);
    if (url.protocol !== 's3:') return plain(url);
  } catch {
    // Told below: the sentence about repositories would mislead.
  }
  throw wrong(
    'AWS_ENDPOINT_URL_S3 或 AWS_ENDPOINT_URL 不是 http(s):// 网址。',
    'AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is no http(s):// address.',
  );
}

function credentials(env: Environment): Pick<S3Place, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'> {
  const accessKeyId = setting(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = setting(env, 'AWS_SECRET_ACCESS_KEY');
  const sessionToken = setting(env, 'AWS_SESSION_TOKEN');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new AppError('forbidden', {
      'zh-CN': '写入 S3 兼容存储需要访问密钥：请设置环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
      en: 'Writing to S3-compatible storage takes an access key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
    });
  }
  for (const value of [accessKeyId, secretAccessKey, sessionToken]) {
    if (value === undefined || VISIBLE.test(value)) continue;
    throw wrong(
      'AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY 或 AWS_SESSION_TOKEN 含有空格或不可见字符。',
      'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_SESSION_TOKEN holds blanks or invisible characters.',
    );
  }
  return {accessKeyId, secretAccessKey, sessionToken};
}
