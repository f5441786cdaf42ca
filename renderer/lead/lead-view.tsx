import {DeskMenu} from '../shared/desk-menu.tsx';

export function LeadView() {
  return (
    <main>
      <DeskMenu />
    </main>
  );
}
