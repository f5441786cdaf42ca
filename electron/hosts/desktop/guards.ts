import type {Session, WebContents} from 'electron';
import {isOwnAddress, isOwnBlob, PAGE_URL} from './page.ts';

/**
 * What the page may never do, whatever runs in it: reach the network, ask for a device, leave its address, open another
 * window. `devTools` lets the developer tools load their own files where they are switched on at all.
 */
export function guardSession(session: Session, {devTools}: {devTools: boolean}): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({url}, answer) => {
    // A `data:` address is its own content and reaches nothing.
    const allowed =
      isOwnAddress(url) || isOwnBlob(url) || url.startsWith('data:') || (devTools && url.startsWith('devtools:'));
    answer({cancel: !allowed});
  });
  session.on('will-download', (event, item) => {
    if (!isOwnBlob(item.getURL())) event.preventDefault();
  });
}

/** Keeps every window and whatever could be inside it where it is. The page may only load itself again. */
export function guardContents(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({action: 'deny'}));
  // Calls between browsers are neither stopped by a content security policy nor seen as web requests.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
