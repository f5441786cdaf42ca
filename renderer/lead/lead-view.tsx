import {DeskFrame} from '../shared/desk-frame.tsx';
import {strings, useText} from '../shared/strings.ts';
import {PacksRoom} from './packs-room.tsx';

const texts = strings({
  title: {'zh-CN': '话术管理', en: 'Script packs'},
});

/** The team lead's room. */
export function LeadView() {
  const text = useText(texts);
  return (
    <DeskFrame title={text.title}>
      <PacksRoom />
    </DeskFrame>
  );
}
