import type {Pack, Profiled} from '../../electron/contract/pack.ts';
import {useText} from '../shared/strings.ts';
import {agentTexts} from './strings.ts';

interface ReadingRowProps {
  pack: Pack;
  customerTypes: readonly string[];
  emotions: readonly string[];
  onRead: (customerTypes: string[], emotions: string[]) => void;
}

const toggle = (list: readonly string[], id: string) =>
  list.includes(id) ? list.filter((other) => other !== id) : [...list, id];

/** How the agent reads the customer: an opinion, which changes what is suggested and is kept as one. */
export function ReadingRow({pack, customerTypes, emotions, onRead}: ReadingRowProps) {
  const text = useText(agentTexts);
  const chosen = [...pack.customerTypes, ...pack.emotions].filter(
    (each) => customerTypes.includes(each.id) || emotions.includes(each.id),
  );
  return (
    <details className="reading">
      <summary>
        {text.reading}
        {chosen.length > 0 && `: ${chosen.map((each) => each.title).join(' · ')}`}
      </summary>
      <Choices
        title={text.types}
        options={pack.customerTypes}
        chosen={customerTypes}
        onToggle={(id) => onRead(toggle(customerTypes, id), [...emotions])}
      />
      <Choices
        title={text.emotions}
        options={pack.emotions}
        chosen={emotions}
        onToggle={(id) => onRead([...customerTypes], toggle(emotions, id))}
      />
      {chosen.map((each) => (
        <div key={each.id} className="reading-advice" lang={pack.language}>
          <b>{each.title}</b>
          <ul>
            {each.advice.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

interface ChoicesProps {
  title: string;
  options: readonly Profiled[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}

function Choices({title, options, chosen, onToggle}: ChoicesProps) {
  return (
    <div role="group" aria-label={title} className="choice-row">
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          title={option.cues.join(' · ')}
          aria-pressed={chosen.includes(option.id)}
          onClick={() => onToggle(option.id)}
        >
          {option.title}
        </button>
      ))}
    </div>
  );
}
