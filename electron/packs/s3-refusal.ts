import {AppError} from '../contract/errors.ts';
import type {S3Place} from './s3-place.ts';
import type {S3Answer} from './s3-requests.ts';

const CREDENTIALS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'TokenRefreshRequired',
];
const REGIONS = [
  'AuthorizationHeaderMalformed',
  'PermanentRedirect',
  'TemporaryRedirect',
  'IllegalLocationConstraintException',
];

/** What an answer that is neither yes nor "there is none" means for the user. Never repeats more of it than its code. */
export function s3Refusal({address}: S3Place, {status, code, region}: S3Answer): AppError {
  const told = `${status} ${code}`.trim();
  if (CREDENTIALS.includes(code)) {
    return new AppError('forbidden', {
      'zh-CN': `${address} 不接受这些访问密钥（${told}）：请检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_SESSION_TOKEN 和 AWS_REGION。`,
      en: `${address} does not accept these credentials (${told}): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.`,
    });
  }
  if (code === 'RequestTimeTooSkewed') {
    return new AppError('forbidden', {
      'zh-CN': `${address} 拒绝了请求：本机时钟不准（${told}）。请校准时间后再试。`,
      en: `${address} refuses: the clock of this computer is wrong (${told}). Set it right and try again.`,
    });
  }
  if (REGIONS.includes(code) || [301, 302, 303, 307, 308].includes(status)) {
    const named = region !== null && /^[a-z0-9-]{2,64}$/.test(region) ? ` (${region})` : '';
    return new AppError('invalid_input', {
      'zh-CN': `存储桶不在此处（${told}）：请把 AWS_REGION 设为它所在的区域${named}，或检查网址。`,
      en: `The bucket lies elsewhere (${told}): set AWS_REGION to its region${named}, or check the address.`,
    });
  }
  if (code === 'NoSuchBucket') {
    return new AppError('not_found', {
      'zh-CN': `${address} 的存储桶不存在。请先在存储服务中建好。`,
      en: `The bucket of ${address} does not exist. Make it with the storage's own tools first.`,
    });
  }
  if (status === 401 || status === 403) {
    return new AppError('forbidden', {
      'zh-CN': `这些访问密钥无权读写 ${address}（${told}）：需要 s3:GetObject、s3:PutObject 和 s3:ListBucket。`,
      en: `These credentials may not read or write ${address} (${told}): they need s3:GetObject, s3:PutObject and s3:ListBucket.`,
    });
  }
  if (status === 501 || code === 'NotImplemented') return noConditions(address);
  return noStorage(address, told);
}

export const noStorage = (address: string, told: string) =>
  new AppError('unavailable', {
    'zh-CN': `${address} 的回答不像 S3 兼容存储（${told}）。请检查网址和网络。`,
    en: `${address} does not answer as S3-compatible storage does (${told}). Check the address and the network.`,
  });

export const noConditions = (address: string) =>
  new AppError('unavailable', {
    'zh-CN': `${address} 不遵守条件写入（If-None-Match、If-Match），两位组长同时发布会互相覆盖，因此没有在此发布。请换用支持条件写入的存储，或发布到文件夹。`,
    en: `${address} does not keep to conditional writes (If-None-Match, If-Match): two leads at once would overwrite each other, so nothing is published there. Use storage that does, or publish to a folder.`,
  });
