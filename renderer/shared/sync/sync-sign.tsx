import {Modal} from '@mantine/core';
import {useState} from 'react';
import {syncSign} from '../../../electron/domain/sync-sign.ts';
import {useText} from '../strings.ts';
import {words} from '../words.ts';
import './sync.css';
import {SyncPanel} from './sync-panel.tsx';
import {syncTexts} from './sync-texts.ts';
import {useSync} from './use-sync.ts';

const DAY = 86_400_000;

/** One quiet line when the scripts are old or updates have stopped; nothing while all is well. `now` in milliseconds. */
export function SyncSignLine({now}: {now: number}) {
  const text = useText(syncTexts);
  const shared = useText(words);
  const {status} = useSync();
  const [open, setOpen] = useState(false);
  const sign = status === null ? null : syncSign(status, now);
  if (status === null || sign === null) return null;
  const since = status.syncedAt ?? status.enrolment?.enrolledAt ?? '';
  const sentence = {
    expired: text.signExpired,
    untrusted: text.signUntrusted,
    old: text.signOld(Math.floor((now - Date.parse(since)) / DAY)),
  }[sign];
  return (
    <>
      <p className="sync-sign">
        <span>
          <span aria-hidden="true">△ </span>
          {sentence}
        </span>
        <span className="quiet">{text.signStay}</span>
        <button type="button" onClick={() => setOpen(true)}>
          {text.details}
        </button>
      </p>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title={text.title} closeButtonProps={{'aria-label': shared.close}}>
          <SyncPanel />
        </Modal>
      )}
    </>
  );
}
