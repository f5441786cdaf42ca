// Sentences of the start-up code. It runs on Node 20 before anything is installed, so it has a small table of its own.

/** @typedef {'zh-CN' | 'en'} Language */

/**
 * Language of the terminal, by the same variables that other programs ask; on Windows the system's own setting.
 * @param {Record<string, string | undefined>} env
 * @param {string} [systemLocale]
 * @returns {Language}
 */
export function terminalLanguage(env, systemLocale = Intl.DateTimeFormat().resolvedOptions().locale) {
  const named = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale;
  return /^zh\b|^zh_/i.test(named) ? 'zh-CN' : 'en';
}

/** An expected failure of the start-up: one sentence for the user, never a stack. */
export class StartError extends Error {
  /**
   * @param {string} sentence
   * @param {number} [exitCode]
   */
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.name = 'StartError';
    this.exitCode = exitCode;
  }
}

const SENTENCES = {
  'zh-CN': {
    waiting: () => '另一个启动正在安装或构建，请稍候……',
    installing: () => '正在安装锁定版本的依赖包（只在首次或版本变化时需要）……',
    building: () => '正在构建……',
    npmMissing: () => '找不到 npm：请安装 Node.js（自带 npm）后重试。',
    offline: (code) => `依赖包没有装好：连不上 npm 仓库（${code}）。请检查网络或 npm 的 registry 设置后重试。`,
    refused: (code) => `依赖包没有装好：npm 仓库拒绝了请求（${code}）。请检查 npm 的 registry 设置后重试。`,
    diskFull: () => '依赖包没有装好：磁盘已满。腾出空间后重试。',
    noPermission: () => '依赖包没有装好：没有写入项目文件夹的权限。',
    lockMismatch: () => 'package.json 与 package-lock.json 不一致：请运行 npm install 后重试。',
    installFailed: (code) => `依赖包没有装好（npm 退出码 ${code}），原因见上面的输出。`,
    buildFailed: (code) => `构建失败（退出码 ${code}），原因见上面的输出。`,
    buildIncomplete: (file) => `构建没有产生 ${file}。`,
    nodeTooOld: (version) => `需要 Node.js 22.12 或更新版本（当前 ${version}）。请更新后重试。`,
    nodeBroken: () => '无法运行 node_modules 里的 Node.js：请删除 node_modules 后重试。',
    usage: (what, usage) => `${what} 用法：${usage}`,
    unknownOption: (name) => `未知选项 ${name}。`,
    missingValue: (name) => `选项 ${name} 需要一个值。`,
    noValue: (name) => `选项 ${name} 不带值。`,
    badPort: () => '--port 需要 0 到 65535 的整数。',
    badRole: () => '--role 只能是 agent、lead 或 qa。',
    badLang: () => '--lang 只能是 zh-CN 或 en。',
    bothHosts: () => '--desktop 和 --browser 只能选一个。',
    electronDownloading: () => '正在下载 Electron（只尝试一次）……',
    noDisplay: () => '没有图形显示，改在浏览器中提供同一个应用。',
    electronSkipped: () => 'ELECTRON_SKIP_BINARY_DOWNLOAD 不允许下载 Electron，改在浏览器中提供同一个应用。',
    electronStalled: (seconds) =>
      `Electron 下载 ${seconds} 秒没有进展，改在浏览器中提供同一个应用（再试一次：npm start -- --desktop）。`,
    electronRefused: () => 'Electron 无法下载，改在浏览器中提供同一个应用（再试一次：npm start -- --desktop）。',
    electronRemembered: () =>
      'Electron 之前没有下载成功，在浏览器中提供同一个应用（再试一次：npm start -- --desktop）。',
    desktopFailed: (code) => `桌面窗口无法启动（退出码 ${code}），改在浏览器中提供同一个应用。`,
    noChromiumDebian: () => '找不到 Chromium：请运行 apt-get install -y chromium fonts-noto-cjk 后重试。',
    noChromium: () => '找不到 Chromium：请安装 Chromium 或 Chrome，或用 CALLSIDE_CHROMIUM 指明它的路径。',
    startHelp: () => `用法：npm start -- [选项]

  --browser        在系统浏览器中运行（本机 127.0.0.1）
  --desktop        在桌面窗口中运行（再次尝试下载 Electron）
  --no-open        不打开浏览器，只显示链接
  --port N         端口，0 为任意（默认 0）
  --data DIR       数据文件夹（也可用 CALLSIDE_DATA）
  --role ROLE      agent、lead 或 qa
  --lang LANG      zh-CN 或 en
  --profile FILE   坐席资料（JSON）
  --demo           打开另一个装有一个月虚构通话的数据文件夹
  --pop TEXT       交给已打开窗口的弹屏：callside://open?… 或 KEY=VALUE …
  --json           就绪时输出一行 {"url","pid","data"}
  --help           显示本说明`,
  },
  en: {
    waiting: () => 'Another start is installing or building; waiting for it …',
    installing: () => 'Installing the locked packages (only the first time and when they change) …',
    building: () => 'Building …',
    npmMissing: () => 'npm was not found: install Node.js (npm comes with it) and try again.',
    offline: (code) =>
      `The packages could not be installed: the npm registry cannot be reached (${code}); check the network or npm's registry setting and try again.`,
    refused: (code) =>
      `The packages could not be installed: the npm registry refused the request (${code}); check npm's registry setting and try again.`,
    diskFull: () => 'The packages could not be installed: the disk is full; make room and try again.',
    noPermission: () => 'The packages could not be installed: the project folder may not be written.',
    lockMismatch: () => 'package.json and package-lock.json do not fit together: run npm install and try again.',
    installFailed: (code) => `The packages could not be installed (npm ended with ${code}); see its output above.`,
    buildFailed: (code) => `The build failed (exit code ${code}); see its output above.`,
    buildIncomplete: (file) => `The build did not make ${file}.`,
    nodeTooOld: (version) => `Node.js 22.12 or newer is needed (this is ${version}): update it and try again.`,
    nodeBroken: () => 'The Node.js in node_modules cannot be run: delete node_modules and try again.',
    usage: (what, usage) => `${what} Usage: ${usage}`,
    unknownOption: (name) => `Unknown option ${name}.`,
    missingValue: (name) => `Option ${name} needs a value.`,
    noValue: (name) => `Option ${name} takes no value.`,
    badPort: () => '--port needs a whole number from 0 to 65535.',
    badRole: () => '--role must be agent, lead or qa.',
    badLang: () => '--lang must be zh-CN or en.',
    bothHosts: () => 'Choose either --desktop or --browser.',
    electronDownloading: () => 'Downloading Electron (tried once) …',
    noDisplay: () => 'There is no display, so the same app is served to a browser.',
    electronSkipped: () =>
      'ELECTRON_SKIP_BINARY_DOWNLOAD forbids downloading Electron, so the same app is served to a browser.',
    electronStalled: (seconds) =>
      `The download of Electron made no progress for ${seconds} s, so the same app is served to a browser (npm start -- --desktop tries again).`,
    electronRefused: () =>
      'Electron could not be downloaded, so the same app is served to a browser (npm start -- --desktop tries again).',
    electronRemembered: () =>
      'Electron could not be downloaded earlier, so the same app is served to a browser (npm start -- --desktop tries again).',
    desktopFailed: (code) =>
      `The desktop window could not start (exit code ${code}), so the same app is served to a browser.`,
    noChromiumDebian: () => 'Chromium was not found: run apt-get install -y chromium fonts-noto-cjk and try again.',
    noChromium: () => 'Chromium was not found: install Chromium or Chrome, or name its path in CALLSIDE_CHROMIUM.',
    startHelp: () => `Usage: npm start -- [options]

  --browser        run in the system's browser (127.0.0.1 only)
  --desktop        run in a desktop window (tries the download of Electron again)
  --no-open        open no browser, only show the link
  --port N         port, 0 for any (default 0)
  --data DIR       data folder (or CALLSIDE_DATA)
  --role ROLE      agent, lead or qa
  --lang LANG      zh-CN or en
  --profile FILE   who sits here (JSON)
  --demo           open another data folder, filled with a month of made-up calls
  --pop TEXT       a screen-pop for the window that is open: callside://open?… or KEY=VALUE …
  --json           print one line {"url","pid","data"} when ready
  --help           show this`,
  },
};

/**
 * The sentences of one language; a name that one language lacks is a failure of the tests.
 * @param {Language} language
 */
export function sentences(language) {
  return SENTENCES[language];
}
