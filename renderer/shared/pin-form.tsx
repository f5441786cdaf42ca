import {Button, Group, PasswordInput, Stack} from '@mantine/core';
import {type SyntheticEvent, useState} from 'react';
import {asCallError} from './client.ts';
import {strings, useLanguage, useText} from './strings.ts';
import {useSave} from './use-save.ts';
import {words} from './words.ts';

const texts = strings({
  pin: {'zh-CN': '口令（4–12 位数字）', en: 'PIN (4 to 12 digits)'},
  shape: {'zh-CN': '请输入 4–12 位数字', en: 'Type 4 to 12 digits'},
  show: {'zh-CN': '显示口令', en: 'Show the PIN'},
  go: {'zh-CN': '确定', en: 'OK'},
});

interface PinFormProps {
  /** Rejects with a `CallError` when the PIN is wrong; its words are shown at the field. */
  onPin: (pin: string) => Promise<void>;
  onCancel: () => void;
}

/** Asks for a PIN: a guard against mistakes on a shared PC, not against the owner of its disk. */
export function PinForm({onPin, onCancel}: PinFormProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);

  const save = useSave();
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!/^\d{4,12}$/.test(pin)) return setError(text.shape);
    try {
      // A second Enter is no second try: wrong ones are counted.
      await save(pin, () => onPin(pin));
    } catch (thrown) {
      setError(asCallError(thrown).sentence[language]);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <Stack gap="sm">
        <PasswordInput
          label={text.pin}
          data-autofocus
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          error={error}
          visibilityToggleButtonProps={{'aria-label': text.show}}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {shared.cancel}
          </Button>
          <Button type="submit">{text.go}</Button>
        </Group>
      </Stack>
    </form>
  );
}
