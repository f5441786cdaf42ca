import {expect, test, vi} from 'vitest';
import {systemLanguage} from '../../electron/backend/system-language.ts';

test.each([
  [{LANG: 'zh_CN.UTF-8'}, 'zh-CN'],
  [{LANG: 'en_US.UTF-8'}, 'en'],
  [{LANG: 'C.UTF-8'}, 'en'],
  [{LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8'}, 'zh-CN'],
  [{LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'de_DE.UTF-8'}, 'en'],
  [{LANG: 'zh_CN.UTF-8', LC_ALL: ''}, 'zh-CN'],
])('%j speaks %s', (env, language) => expect(systemLanguage(env)).toBe(language));

test.each([
  ['zh-Hans-CN', 'zh-CN'],
  ['en-GB', 'en'],
])('without any of them a system set to %s speaks %s', (locale, language) => {
  const options = new Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({...options, locale});
  expect(systemLanguage({})).toBe(language);
});
