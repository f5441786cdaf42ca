import './accounts.css';
import {RetentionTasks} from './retention-tasks.tsx';
import {TableImport} from './table-import.tsx';

/** Accounts as far as this product keeps them: brought in by a table, and let go when nothing asks to keep them. */
export function AccountsRoom({mayImport}: {mayImport: boolean}) {
  return (
    <div className="accounts-room">
      {mayImport && <TableImport />}
      <RetentionTasks />
    </div>
  );
}
