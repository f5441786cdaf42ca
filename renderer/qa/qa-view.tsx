import {DeskMenu} from '../shared/desk-menu.tsx';

export function QaView() {
  return (
    <main>
      <DeskMenu />
    </main>
  );
}
