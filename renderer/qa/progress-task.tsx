import {Button, Group, Progress, Text} from '@mantine/core';
import {strings, useText} from '../shared/strings.ts';

const texts = strings({
  cancel: {'zh-CN': '取消', en: 'Cancel'},
});

interface ProgressTaskProps {
  label: string;
  /** From 0 to 1; null when the end is not known. */
  part: number | null;
  onCancel: () => void;
}

/** Long work: how far it is, and a way out of it. */
export function ProgressTask({label, part, onCancel}: ProgressTaskProps) {
  const text = useText(texts);
  const percent = part === null ? 100 : Math.round(part * 100);
  return (
    <Group gap="sm" wrap="nowrap">
      <Text component="output" size="sm" className="tabular">
        {label}
      </Text>
      <Progress.Root flex={1} miw={120}>
        <Progress.Section value={percent} animated={part === null} aria-label={label} />
      </Progress.Root>
      <Button variant="default" onClick={onCancel}>
        {text.cancel}
      </Button>
    </Group>
  );
}
