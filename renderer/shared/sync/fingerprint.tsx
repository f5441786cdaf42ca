import {useText} from '../strings.ts';
import './sync.css';
import {syncTexts} from './sync-texts.ts';

/** A fingerprint as it is compared by voice: numbered groups of four signs, four to a line. */
export function Fingerprint({groups}: {groups: readonly string[]}) {
  const text = useText(syncTexts);
  return (
    <ol className="fingerprint" aria-label={text.fingerprint}>
      {groups.map((group, index) => (
        <li key={index} aria-label={`${text.group(index + 1)}: ${[...group].join(' ')}`}>
          <span aria-hidden="true">{index + 1}</span>
          <code aria-hidden="true">{group}</code>
        </li>
      ))}
    </ol>
  );
}
