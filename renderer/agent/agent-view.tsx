import {DeskMenu} from '../shared/desk-menu.tsx';

export function AgentView() {
  return (
    <main>
      <DeskMenu />
    </main>
  );
}
