import {useState} from 'react';
import type {CallFilter} from '../../electron/contract/call.ts';
import {CallsRoom} from '../shared/calls/calls-room.tsx';
import {DeskFrame} from '../shared/desk-frame.tsx';
import {useSession} from '../shared/session.tsx';
import {strings, useText} from '../shared/strings.ts';
import {QaTools} from './qa-tools.tsx';

const texts = strings({
  title: {'zh-CN': '通话质检', en: 'Call review'},
});

/** QA's room: find calls, read one from end to end, take the notes away, prove that nobody changed them. */
export function QaView() {
  const text = useText(texts);
  const {session} = useSession();
  const [filter, setFilter] = useState<CallFilter>(() =>
    session.profile === null ? {} : {timeZone: session.profile.timeZone},
  );
  const [unmasked, setUnmasked] = useState(false);
  return (
    <DeskFrame title={text.title}>
      <CallsRoom
        filter={filter}
        unmasked={unmasked}
        onFilter={setFilter}
        tools={<QaTools filter={filter} unmasked={unmasked} onUnmasked={setUnmasked} />}
      />
    </DeskFrame>
  );
}
