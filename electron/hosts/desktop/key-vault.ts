import {safeStorage} from 'electron';
import type {BackendOptions} from '../../backend/backend.ts';

type Kept = Required<Pick<BackendOptions, 'vault'>> | Required<Pick<BackendOptions, 'vaultNote'>>;

/** Linux without a keychain: Electron encrypts with a password that stands in its source, which protects nothing. */
const NO_KEYCHAIN = ['basic_text', 'unknown'];

const none = (zh: string, en: string): Kept => ({
  vaultNote: {
    'zh-CN': `${zh}，密钥只能用口令保护：新建或加入话术库时请设口令，否则私钥以明文保存。`,
    en: `${en}, so only a passphrase protects the keys: set one when you make or join a repository, or the private keys lie open.`,
  },
});

/**
 * The system's keychain for the private keys of a lead, or in words why there is none. Only after `ready`: Electron knows of no
 * keychain before.
 *
 * The calls that answer at once, although Electron has others beside them: these say that there is no keychain where the others
 * fall back to a known password.
 */
export function systemVault(platform: NodeJS.Platform = process.platform): Kept {
  if (!safeStorage.isEncryptionAvailable()) {
    return none('本机的系统钥匙串不可用', 'The keychain of this computer cannot be used');
  }
  if (platform === 'linux' && NO_KEYCHAIN.includes(safeStorage.getSelectedStorageBackend())) {
    return none(
      '本机没有系统钥匙串（如 GNOME Keyring、KWallet）',
      'This computer has no keychain (such as GNOME Keyring or KWallet)',
    );
  }
  return {
    vault: {
      seal: (secret) => safeStorage.encryptString(secret).toString('base64'),
      open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
    },
  };
}
