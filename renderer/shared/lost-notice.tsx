import {Alert, Button, Textarea} from '@mantine/core';
import {useEffect, useState} from 'react';
import type {Connection} from './client.ts';
import {useText} from './strings.ts';
import {typedOn} from './typed-on.ts';
import {words} from './words.ts';

/**
 * That the program cannot be reached, over the top bar, where it moves nothing that is read and covers nothing that is
 * typed. A short blink of the line is not told at all.
 */
export function LostNotice({connection}: {connection: Exclude<Connection, 'open'>}) {
  const text = useText(words);
  const [told, setTold] = useState(connection !== 'lost');
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (connection !== 'lost') return undefined;
    const timer = setTimeout(() => setTold(true), 1000);
    return () => clearTimeout(timer);
  }, [connection]);
  if (!told) return null;
  if (connection === 'lost') {
    return (
      <Alert color="orange" role="alert" radius={0} p="xs" className="lost-notice">
        {text.lost}
      </Alert>
    );
  }
  return (
    <Alert
      color="orange"
      role="alert"
      radius={0}
      p="xs"
      className="lost-notice"
      withCloseButton
      closeButtonLabel={text.close}
      onClose={() => setTold(false)}
    >
      {text[connection]} {text.keepWords}{' '}
      {typed === null ? (
        <Button variant="default" size="compact-xs" onClick={() => setTyped(typedOn(document))}>
          {text.showTyped}
        </Button>
      ) : (
        // A box to select from: not every host lets a page write to the clipboard.
        <Textarea
          mt="xs"
          readOnly
          autosize
          minRows={2}
          maxRows={8}
          label={text.typedHere}
          value={typed === '' ? text.nothingTyped : typed}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </Alert>
  );
}
