import {Menu} from 'electron';

/**
 * No menu: its keys (reload, zoom, developer tools) would take keys from the call. macOS alone needs one, because there
 * copy, paste and quit are menu entries.
 */
export function setMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{role: 'appMenu'}, {role: 'editMenu'}, {role: 'windowMenu'}])
      : null,
  );
}
