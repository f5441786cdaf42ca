import {Button, Group} from '@mantine/core';

interface FilterProps<Value extends string> {
  label: string;
  value: Value | null;
  choices: {value: Value; label: string}[];
  onChange: (value: Value | null) => void;
}

/** A row of buttons of which one, or none, is pressed. */
export function Filter<Value extends string>({label, value, choices, onChange}: FilterProps<Value>) {
  return (
    <Group component="fieldset" gap={4} className="chips" aria-label={label}>
      {choices.map((choice) => (
        <Button
          key={choice.value}
          size="compact-xs"
          variant={choice.value === value ? 'filled' : 'default'}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value === value ? null : choice.value)}
        >
          {choice.label}
        </Button>
      ))}
    </Group>
  );
}
