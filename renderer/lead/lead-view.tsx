import {SegmentedControl} from '@mantine/core';
import {useState} from 'react';
import type {CallFilter} from '../../electron/contract/call.ts';
import {AccountsRoom} from '../shared/accounts/accounts-room.tsx';
import {CallsRoom} from '../shared/calls/calls-room.tsx';
import {DeskFrame} from '../shared/desk-frame.tsx';
import {PromiseBoard} from '../shared/promises/promise-board.tsx';
import {RulesRoom} from '../shared/rules/rules-room.tsx';
import {useSession} from '../shared/session.tsx';
import {strings, useText} from '../shared/strings.ts';
import type {EditingTask} from './editor/editor-room.tsx';
import {MissingAnswers} from './missing-answers.tsx';
import {PacksRoom} from './packs-room.tsx';
import {PublishRoom} from './publish/publish-room.tsx';

const texts = strings({
  title: {'zh-CN': '组长', en: 'Team lead'},
  rooms: {'zh-CN': '话术包、发布、承诺、通话或搜不到的', en: 'Packs, distribution, promises, calls or missing answers'},
  packs: {'zh-CN': '话术包', en: 'Script packs'},
  publish: {'zh-CN': '发布', en: 'Distribution'},
  promises: {'zh-CN': '承诺', en: 'Promises'},
  calls: {'zh-CN': '通话', en: 'Calls'},
  accounts: {'zh-CN': '账户', en: 'Accounts'},
  missing: {'zh-CN': '搜不到的', en: 'Missing answers'},
  rules: {'zh-CN': '规则', en: 'Rules'},
});

type Room = 'packs' | 'publish' | 'promises' | 'calls' | 'accounts' | 'missing' | 'rules';

/** The team lead's room: the packs, and the calls that were made with them. */
export function LeadView() {
  const text = useText(texts);
  const {session} = useSession();
  const [room, setRoom] = useState<Room>('packs');
  const [task, setTask] = useState<EditingTask | null>(null);
  const [toPublish, setToPublish] = useState<string | null>(null);
  const [filter, setFilter] = useState<CallFilter>(() =>
    session.profile === null ? {} : {timeZone: session.profile.timeZone},
  );
  return (
    <DeskFrame
      title={text.title}
      bar={
        <SegmentedControl
          aria-label={text.rooms}
          value={room}
          onChange={setRoom}
          data={[
            {value: 'packs', label: text.packs},
            {value: 'publish', label: text.publish},
            {value: 'promises', label: text.promises},
            {value: 'calls', label: text.calls},
            {value: 'accounts', label: text.accounts},
            {value: 'missing', label: text.missing},
            {value: 'rules', label: text.rules},
          ]}
        />
      }
    >
      {room === 'packs' && (
        <PacksRoom
          task={task}
          onTask={setTask}
          onPublish={(name) => {
            setToPublish(name);
            setRoom('publish');
          }}
        />
      )}
      {room === 'publish' && <PublishRoom chosen={toPublish} onChoose={setToPublish} />}
      {room === 'promises' && <PromiseBoard decides />}
      {room === 'accounts' && <AccountsRoom mayImport />}
      {room === 'missing' && (
        <MissingAnswers
          onWrite={(answer) => {
            setTask(answer);
            setRoom('packs');
          }}
        />
      )}
      {room === 'rules' && <RulesRoom />}
      {room === 'calls' && (
        // A lead sees calls with the customer masked; only QA may unmask.
        <CallsRoom filter={filter} unmasked={false} onFilter={setFilter} />
      )}
    </DeskFrame>
  );
}
