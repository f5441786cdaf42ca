import {Alert, Button, Checkbox, FileButton, Group, Stack, Text} from '@mantine/core';
import {useRef, useState} from 'react';
import {v7} from 'uuid';
import type {CallFilter} from '../../electron/contract/call.ts';
import type {Verification} from '../../electron/contract/journal.ts';
import type {Output} from '../../electron/contract/methods.ts';
import {asCallError, call, CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {dayOf, wholeNumber} from '../shared/format.ts';
import {readTextFile, saveFile} from '../shared/save-file.ts';
import {useSession} from '../shared/session.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {words} from '../shared/words.ts';
import {ProgressTask} from './progress-task.tsx';
import {ProofReport} from './proof-report.tsx';
import './qa.css';
import {exportBundle, exportCsv} from './run-pages.ts';

const texts = strings({
  unmasked: {'zh-CN': '显示客户信息', en: 'Show customer data'},
  csv: {'zh-CN': '导出 CSV', en: 'Export CSV'},
  bundle: {'zh-CN': '导出记录包', en: 'Export the journal'},
  import: {'zh-CN': '导入其他工位…', en: 'Import another desk…'},
  verify: {'zh-CN': '验证证据链', en: 'Prove the chain'},
  exporting: (done: string, total: string) => ({
    'zh-CN': `正在导出 ${done} / ${total}`,
    en: `Exporting ${done} of ${total}`,
  }),
  starting: {'zh-CN': '正在导出…', en: 'Exporting…'},
  bundling: {'zh-CN': '正在导出记录包…', en: 'Exporting the journal…'},
  importing: {'zh-CN': '正在验证并导入…', en: 'Verifying and importing…'},
  verifying: {'zh-CN': '正在验证…', en: 'Verifying…'},
  cancelled: {'zh-CN': '已取消，没有生成文件。', en: 'Cancelled; no file was made.'},
  saved: (name: string) => ({'zh-CN': `已导出 ${name}`, en: `Exported ${name}`}),
  savedMasked: (name: string) => ({
    'zh-CN': `已导出 ${name}（客户信息已遮盖）`,
    en: `Exported ${name} (customer data masked)`,
  }),
  imported: (desk: string, added: string, events: string, calls: string) => ({
    'zh-CN': `已验证工位 ${desk} 的 ${events} 条记录，新增 ${added} 条，涉及 ${calls} 通电话。它们只可查看。`,
    en: `Verified ${events} events of desk ${desk}: ${added} new, ${calls} calls. They can be read, not changed.`,
  }),
  failedExport: {'zh-CN': '没有导出', en: 'Not exported'},
  failedImport: {'zh-CN': '没有导入，原有记录没有变化', en: 'Not imported; nothing was changed'},
  failedVerify: {'zh-CN': '没有完成验证', en: 'The check was not completed'},
});

type Work = {label: string; part: number | null; stop: AbortController | null};

interface QaToolsProps {
  filter: CallFilter;
  unmasked: boolean;
  onUnmasked: (unmasked: boolean) => void;
}

/** What QA takes away, brings in and proves. */
export function QaTools({filter, unmasked, onUnmasked}: QaToolsProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session} = useSession();
  const [work, setWork] = useState<Work | null>(null);
  const [told, setTold] = useState<((words: typeof text) => string) | null>(null);
  const [proof, setProof] = useState<Verification | null>(null);
  const [failure, setFailure] = useState<{title: string; error: CallError} | null>(null);
  const resetFile = useRef<() => void>(null);
  const timeZone = session.profile?.timeZone ?? 'UTC';
  const number = (value: number) => wholeNumber(value, language);

  const run = async (first: Work, failed: string, action: () => Promise<((words: typeof text) => string) | null>) => {
    setWork(first);
    setTold(null);
    setFailure(null);
    setProof(null);
    try {
      const outcome = await action();
      // A function as state must be wrapped, or React would call it.
      setTold(() => outcome);
    } catch (thrown) {
      setFailure({title: failed, error: asCallError(thrown)});
    } finally {
      setWork(null);
    }
  };

  const takeCsv = () => {
    const stop = new AbortController();
    const showProgress = ({done, total}: Output<'notes.export'>) =>
      setWork({
        label: text.exporting(number(done), number(total)),
        part: total === 0 ? 1 : done / total,
        stop,
      });
    return run({label: text.starting, part: null, stop}, text.failedExport, async () => {
      const pages = await exportCsv(v7(), filter, unmasked, showProgress, stop.signal);
      if (pages === null) return (words) => words.cancelled;
      const name = `callside-calls_${daysOf(filter, timeZone)}.csv`;
      saveFile(name, 'text/csv;charset=utf-8', pages);
      return (words) => (unmasked ? words.saved(name) : words.savedMasked(name));
    });
  };
  const takeBundle = () => {
    const stop = new AbortController();
    return run({label: text.bundling, part: null, stop}, text.failedExport, async () => {
      const pages = await exportBundle(v7(), () => undefined, stop.signal);
      if (pages === null) return (words) => words.cancelled;
      const name = `callside-journal_${session.device.slice(0, 8)}_${dayOf(new Date(), timeZone)}.ndjson`;
      saveFile(name, 'application/x-ndjson', pages);
      return (words) => words.saved(name);
    });
  };
  const bringIn = (file: File) =>
    run({label: text.importing, part: null, stop: null}, text.failedImport, async () => {
      resetFile.current?.();
      const content = await readTextFile(file);
      if (content === null) throw notText();
      const {device, added, events, calls} = await call('notes.import', {id: v7(), text: content});
      return (words) => words.imported(device.slice(0, 8), number(added), number(events), number(calls));
    });
  const verify = () =>
    run({label: text.verifying, part: null, stop: null}, text.failedVerify, async () => {
      setProof(await call('journal.verify', {}));
      return null;
    });

  const busy = work !== null;
  return (
    <>
      <Group gap="xs">
        <Checkbox
          label={text.unmasked}
          checked={unmasked}
          onChange={(event) => onUnmasked(event.currentTarget.checked)}
        />
        <Button disabled={busy} onClick={() => void takeCsv()}>
          {text.csv}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void takeBundle()}>
          {text.bundle}
        </Button>
        <FileButton
          resetRef={resetFile}
          accept=".ndjson,.jsonl,application/x-ndjson"
          onChange={(file) => file !== null && void bringIn(file)}
        >
          {(props) => (
            <Button {...props} variant="default" disabled={busy}>
              {text.import}
            </Button>
          )}
        </FileButton>
        <Button variant="default" disabled={busy} onClick={() => void verify()}>
          {text.verify}
        </Button>
      </Group>
      <Stack gap="xs" w="100%">
        {work !== null &&
          (work.stop === null ? (
            <Text component="output" size="sm">
              {work.label}
            </Text>
          ) : (
            <ProgressTask label={work.label} part={work.part} onCancel={() => work.stop?.abort()} />
          ))}
        {told !== null && (
          <Alert withCloseButton closeButtonLabel={shared.close} onClose={() => setTold(null)} p="xs">
            <Text component="output" size="sm">
              {told(text)}
            </Text>
          </Alert>
        )}
        {failure !== null && (
          <ErrorNotice error={failure.error} title={failure.title} onClose={() => setFailure(null)} />
        )}
        {proof !== null && <ProofReport found={proof} onClose={() => setProof(null)} />}
      </Stack>
    </>
  );
}

/** The days of a file name: those of the filter, else until today. */
function daysOf({from, to}: CallFilter, timeZone: string): string {
  const last = to ?? dayOf(new Date(), timeZone);
  return from === undefined ? `to_${last}` : `${from}_${last}`;
}

function notText(): CallError {
  return new CallError({
    code: 'invalid_input',
    message: {'zh-CN': '文件不是记录包（不是 UTF-8 文本）。', en: 'The file is no journal: it is not UTF-8 text.'},
  });
}
