import {contextBridge, ipcRenderer, type IpcRendererEvent} from 'electron';

/**
 * All that the page may ask of the outside: two functions. `ipcRenderer` itself stays in here, and only Electron is
 * imported, so that this file stays small enough to read at a glance.
 */
contextBridge.exposeInMainWorld('callside', {
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('callside:call', {method, input}),
  subscribe: (listener: (event: unknown) => void): (() => void) => {
    const forward = (_: IpcRendererEvent, event: unknown): void => {
      listener(event);
    };
    ipcRenderer.on('callside:event', forward);
    return () => {
      ipcRenderer.removeListener('callside:event', forward);
    };
  },
});
