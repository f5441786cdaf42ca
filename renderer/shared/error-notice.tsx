import {Alert, Button, List, Text} from '@mantine/core';
import type {Problem} from '../../electron/contract/errors.ts';
import type {CallError} from './client.ts';
import {useLanguage, useText} from './strings.ts';
import {words} from './words.ts';

interface ErrorNoticeProps {
  error: CallError;
  /** What was being done, as a title; without it the sentence stands alone. */
  title?: string;
  onRetry?: () => void;
  onClose?: () => void;
}

/** What happened, in the reader's language, with every problem listed by its place. */
export function ErrorNotice({error, title, onRetry, onClose}: ErrorNoticeProps) {
  const language = useLanguage();
  const text = useText(words);
  return (
    <Alert
      color="red"
      role="alert"
      title={title}
      withCloseButton={onClose !== undefined}
      closeButtonLabel={text.close}
      {...(onClose === undefined ? {} : {onClose})}
    >
      <Text size="sm">{error.sentence[language]}</Text>
      {error.problems.length > 0 && <ProblemList problems={error.problems} />}
      {onRetry !== undefined && (
        <Button mt="xs" variant="default" onClick={onRetry}>
          {text.retry}
        </Button>
      )}
    </Alert>
  );
}

/** Problems by place: a path that can be found in the file, and why in words. */
export function ProblemList({problems}: {problems: Problem[]}) {
  const language = useLanguage();
  return (
    <List size="sm" mt="xs" spacing={4}>
      {problems.map((problem, index) => (
        <List.Item key={index}>
          {problem.path !== '' && (
            <Text span ff="monospace" size="xs" fw={600}>
              {problem.path}
              {language === 'zh-CN' ? '：' : ': '}
            </Text>
          )}
          {problem.message[language]}
        </List.Item>
      ))}
    </List>
  );
}
