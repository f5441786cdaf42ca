import {SegmentedControl} from '@mantine/core';
import {useState} from 'react';
import type {CallFilter} from '../../electron/contract/call.ts';
import {AccountsRoom} from '../shared/accounts/accounts-room.tsx';
import {CallsRoom} from '../shared/calls/calls-room.tsx';
import {DeskFrame} from '../shared/desk-frame.tsx';
import {useSession} from '../shared/session.tsx';
import {strings, useText} from '../shared/strings.ts';
import {QaTools} from './qa-tools.tsx';

const texts = strings({
  title: {'zh-CN': '通话质检', en: 'Call review'},
  rooms: {'zh-CN': '通话或账户', en: 'Calls or accounts'},
  calls: {'zh-CN': '通话', en: 'Calls'},
  accounts: {'zh-CN': '账户', en: 'Accounts'},
});

/** QA's room: find calls, read one from end to end, take the notes away, prove that nobody changed them. */
export function QaView() {
  const text = useText(texts);
  const {session} = useSession();
  const [filter, setFilter] = useState<CallFilter>(() =>
    session.profile === null ? {} : {timeZone: session.profile.timeZone},
  );
  const [room, setRoom] = useState<'calls' | 'accounts'>('calls');
  const [unmasked, setUnmasked] = useState(false);
  return (
    <DeskFrame
      title={text.title}
      bar={
        <SegmentedControl
          aria-label={text.rooms}
          value={room}
          onChange={setRoom}
          data={[
            {value: 'calls', label: text.calls},
            {value: 'accounts', label: text.accounts},
          ]}
        />
      }
    >
      {room === 'accounts' && <AccountsRoom mayImport={false} />}
      {room === 'calls' && (
        <CallsRoom
          filter={filter}
          unmasked={unmasked}
          onFilter={setFilter}
          tools={<QaTools filter={filter} unmasked={unmasked} onUnmasked={setUnmasked} />}
        />
      )}
    </DeskFrame>
  );
}
