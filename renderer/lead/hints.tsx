import {List, Text} from '@mantine/core';
import {PackText} from './script-line.tsx';

/** A titled list of short hints; nothing when there are none. */
export function Hints({title, hints}: {title: string; hints: readonly string[]}) {
  if (hints.length === 0) return null;
  return (
    <>
      <Text size="xs" fw={600} mt={6}>
        {title}
      </Text>
      <List size="sm" className="hints">
        {hints.map((hint) => (
          <List.Item key={hint}>
            <PackText text={hint} />
          </List.Item>
        ))}
      </List>
    </>
  );
}
