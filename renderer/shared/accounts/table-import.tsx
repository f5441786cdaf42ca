import {Alert, Button, Checkbox, FileButton, Group, NativeSelect, Table, Text, TextInput, Title} from '@mantine/core';
import {useRef, useState} from 'react';
import {v7} from 'uuid';
import {
  DayOrder,
  IMPORT_FIELDS,
  type ImportColumns,
  ImportField,
  type ImportSettings,
} from '../../../electron/contract/account-import.ts';
import {DAY_ORDER_LABELS, IMPORT_FIELD_LABELS, JURISDICTION_LABELS} from '../../../electron/contract/labels.ts';
import type {Output} from '../../../electron/contract/methods.ts';
import {Jurisdiction, Language} from '../../../electron/contract/values.ts';
import {decodeTable} from '../../../electron/domain/account-table/table-text.ts';
import {asCallError, call, CallError} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {wholeNumber} from '../format.ts';
import {useSession} from '../session.tsx';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {words} from '../words.ts';
import {maskedCell} from './masked-cell.ts';

const LARGEST_FILE = 20_000_000;
const PROBLEMS_SHOWN = 200;

const texts = strings({
  title: {'zh-CN': '导入账户表格', en: 'Import a table of accounts'},
  why: {
    'zh-CN':
      'CSV 或文本表格，第一行是表头。UTF-8 与 GB18030 自动识别。业务编号已有的账户会更新，号码只增加、不删除。导入之前什么都不会保存。',
    en: 'CSV or another text table with a header row; UTF-8 and GB18030 are recognised. A known reference is updated; numbers are added, never removed. Nothing is saved before you import.',
  },
  choose: {'zh-CN': '选择文件…', en: 'Choose a file…'},
  chooseAgain: {'zh-CN': '换一个文件…', en: 'Choose another file…'},
  large: {'zh-CN': '文件超过 20 MB。请分成几个文件。', en: 'The file is larger than 20 MB. Split it.'},
  facts: (file: string, encoding: string, rows: string) => ({
    'zh-CN': `${file} · ${encoding} · ${rows} 行`,
    en: `${file} · ${encoding} · ${rows} rows`,
  }),
  jurisdiction: {'zh-CN': '法域（未写明时）', en: 'Jurisdiction, if not said'},
  language: {'zh-CN': '语言（未写明时）', en: 'Language, if not said'},
  currency: {'zh-CN': '币种（未写明时）', en: 'Currency, if not said'},
  creditor: {'zh-CN': '债权人（未写明时）', en: 'Creditor, if not said'},
  dayOrder: {'zh-CN': '日期顺序', en: 'Order of days'},
  preview: {'zh-CN': '各列的含义与前几行', en: 'What the columns mean, and the first rows'},
  meaning: (header: string) => ({'zh-CN': `“${header}”列的含义`, en: `Meaning of the column ${header}`}),
  ignored: {'zh-CN': '不导入', en: 'Not taken over'},
  show: {'zh-CN': '显示客户信息', en: 'Show customer data'},
  reading: {'zh-CN': '正在检查…', en: 'Checking…'},
  unread: {'zh-CN': '这个文件无法读取', en: 'This file cannot be read'},
  fits: (added: string, updated: string) => ({
    'zh-CN': `✓ 检查通过：新增 ${added} 个账户，更新 ${updated} 个`,
    en: `✓ Everything fits: ${added} new accounts, ${updated} updated`,
  }),
  wrong: (rows: string) => ({
    'zh-CN': `${rows} 行不能导入。请更正文件后重新选择，或只导入有效的行。`,
    en: `${rows} rows cannot be imported. Correct the file and choose it again, or import the valid ones only.`,
  }),
  problems: {'zh-CN': '不能导入的行', en: 'Rows that cannot be imported'},
  row: {'zh-CN': '行', en: 'Row'},
  column: {'zh-CN': '列', en: 'Column'},
  fault: {'zh-CN': '问题', en: 'What is wrong'},
  more: (count: string) => ({
    'zh-CN': `还有更多，这里只列出前 ${count} 处。`,
    en: `There are more; the first ${count} are listed.`,
  }),
  importAll: (count: string) => ({'zh-CN': `导入 ${count} 个账户`, en: `Import ${count} accounts`}),
  importValid: (count: string) => ({
    'zh-CN': `只导入有效的 ${count} 个账户`,
    en: `Import the ${count} valid accounts only`,
  }),
  cancel: {'zh-CN': '取消导入', en: 'Cancel the import'},
  importing: {'zh-CN': '正在导入…', en: 'Importing…'},
  done: (added: string, updated: string) => ({
    'zh-CN': `已导入：新增 ${added} 个账户，更新 ${updated} 个。`,
    en: `Imported: ${added} new accounts, ${updated} updated.`,
  }),
  doneSome: (added: string, updated: string, skipped: string) => ({
    'zh-CN': `已导入：新增 ${added} 个账户，更新 ${updated} 个，略过 ${skipped} 行。`,
    en: `Imported: ${added} new accounts, ${updated} updated, ${skipped} rows left out.`,
  }),
  failed: {'zh-CN': '没有导入，原有账户没有变化', en: 'Not imported; no account was changed'},
});

/** Each in its own language. */
const LANGUAGE_NAMES = {'zh-CN': '中文', en: 'English'};
const LANGUAGE_CHOICES = Language.options.map((value) => ({value, label: LANGUAGE_NAMES[value]}));

interface ChosenFile {
  /** Made when the file was chosen: a second click is the same import. */
  id: string;
  name: string;
  text: string;
  encoding: string;
}

/** A table of accounts: what its columns mean, what it would do, what is wrong with it, and then the import. */
export function TableImport() {
  const text = useText(texts);
  const language = useLanguage();
  const {session} = useSession();
  const {profile} = session;
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [columns, setColumns] = useState<ImportColumns | null>(null);
  const [settings, setSettings] = useState<ImportSettings>({
    jurisdiction: profile?.jurisdiction ?? 'none',
    language,
    currency: profile?.jurisdiction === 'UK' ? 'GBP' : profile?.jurisdiction === 'US' ? 'USD' : 'CNY',
    creditor: profile?.collector === 'creditor' ? profile.institution : null,
    dayOrder: 'certain',
  });
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Output<'account.importCsv'> | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const resetFile = useRef<() => void>(null);
  const number = (value: number) => wholeNumber(value, language);
  const asked = useReply(`table ${file?.id ?? ''} ${JSON.stringify([columns, settings])}`, async () =>
    file === null
      ? null
      : call('account.previewCsv', {text: file.text, settings, ...(columns === null ? {} : {columns})}),
  );
  // What was read last stays until the next is there: whoever chooses by keyboard must not lose their place.
  const [last, setLast] = useState<{fileId: string; value: Output<'account.previewCsv'>} | null>(null);
  if (file !== null && asked.value !== null && asked.value !== last?.value) {
    setLast({fileId: file.id, value: asked.value});
  }
  const waiting = asked.value === null && asked.error === null;
  const kept = waiting && last !== null && last.fileId === file?.id ? last.value : null;
  const preview = {value: asked.value ?? kept, error: asked.error};

  const take = async (chosen: File) => {
    resetFile.current?.();
    setDone(null);
    setError(null);
    if (chosen.size > LARGEST_FILE) {
      setError(new CallError({code: 'invalid_input', message: tooLarge}));
      return;
    }
    const {text: content, encoding} = decodeTable(new Uint8Array(await chosen.arrayBuffer()));
    setColumns(null);
    setFile({id: v7(), name: chosen.name, text: content, encoding});
  };

  const run = async (onlyValid: boolean) => {
    if (file === null || preview.value === null) return;
    setBusy(true);
    setError(null);
    try {
      const chosen = {id: file.id, text: file.text, columns: preview.value.columns, settings, onlyValid};
      setDone(await call('account.importCsv', chosen));
      setFile(null);
    } catch (thrown) {
      setError(asCallError(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby="table-import-title" className="accounts-card">
      <Title order={2} id="table-import-title" fz="md">
        {text.title}
      </Title>
      <Text size="sm" c="dimmed">
        {text.why}
      </Text>
      <Group gap="xs">
        <FileButton
          resetRef={resetFile}
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(chosen) => chosen !== null && void take(chosen)}
        >
          {(props) => (
            <Button {...props} variant={file === null ? 'filled' : 'default'} disabled={busy}>
              {file === null ? text.choose : text.chooseAgain}
            </Button>
          )}
        </FileButton>
        {file !== null && (
          <Text size="sm" className="tabular">
            {text.facts(
              file.name,
              file.encoding.toUpperCase(),
              preview.value === null ? '…' : number(preview.value.total),
            )}
          </Text>
        )}
      </Group>
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {done !== null && (
        <Alert color="teal" p="xs">
          <Text component="output" size="sm">
            {done.skipped === 0
              ? text.done(number(done.added), number(done.updated))
              : text.doneSome(number(done.added), number(done.updated), number(done.skipped))}
          </Text>
        </Alert>
      )}
      {file !== null && (
        <>
          <SettingsFields settings={settings} onChange={setSettings} />
          {preview.error !== null && <ErrorNotice error={preview.error} title={text.unread} />}
          {preview.value !== null && (
            <>
              <ColumnTable preview={preview.value} onColumns={setColumns} />
              <Findings preview={preview.value} />
              <Group gap="xs">
                <Button loading={busy} disabled={waiting || preview.value.invalid > 0} onClick={() => void run(false)}>
                  {text.importAll(number(preview.value.added + preview.value.updated))}
                </Button>
                {preview.value.invalid > 0 && preview.value.added + preview.value.updated > 0 && (
                  <Button variant="default" disabled={busy || waiting} onClick={() => void run(true)}>
                    {text.importValid(number(preview.value.added + preview.value.updated))}
                  </Button>
                )}
              </Group>
            </>
          )}
          {busy && (
            <Button variant="default" onClick={() => void call('account.cancelImport', {id: file.id})}>
              {text.cancel}
            </Button>
          )}
          {(busy || waiting) && (
            <Text component="output" size="sm">
              {busy ? text.importing : text.reading}
            </Text>
          )}
        </>
      )}
    </section>
  );
}

const tooLarge = {'zh-CN': texts['zh-CN'].large, en: texts.en.large};

interface SettingsFieldsProps {
  settings: ImportSettings;
  onChange: (settings: ImportSettings) => void;
}

/** What holds for rows that do not say. */
function SettingsFields({settings, onChange}: SettingsFieldsProps) {
  const text = useText(texts);
  const language = useLanguage();
  const [currency, setCurrency] = useState(settings.currency);
  return (
    <div className="accounts-settings">
      <NativeSelect
        label={text.jurisdiction}
        value={settings.jurisdiction}
        data={Jurisdiction.options.map((value) => ({value, label: JURISDICTION_LABELS[value][language]}))}
        onChange={(event) => onChange({...settings, jurisdiction: Jurisdiction.parse(event.currentTarget.value)})}
      />
      <NativeSelect
        label={text.language}
        value={settings.language}
        data={LANGUAGE_CHOICES}
        onChange={(event) => onChange({...settings, language: Language.parse(event.currentTarget.value)})}
      />
      <TextInput
        label={text.currency}
        value={currency}
        maxLength={3}
        onChange={(event) => {
          const value = event.currentTarget.value.toUpperCase();
          setCurrency(value);
          if (/^[A-Z]{3}$/.test(value)) onChange({...settings, currency: value});
        }}
      />
      <TextInput
        label={text.creditor}
        value={settings.creditor ?? ''}
        maxLength={80}
        onChange={(event) => {
          const {value} = event.currentTarget;
          onChange({...settings, creditor: value.trim() === '' ? null : value});
        }}
      />
      <NativeSelect
        label={text.dayOrder}
        value={settings.dayOrder}
        data={DayOrder.options.map((value) => ({value, label: DAY_ORDER_LABELS[value][language]}))}
        onChange={(event) => onChange({...settings, dayOrder: DayOrder.parse(event.currentTarget.value)})}
      />
    </div>
  );
}

interface ColumnTableProps {
  preview: Output<'account.previewCsv'>;
  onColumns: (columns: ImportColumns) => void;
}

/** The first rows, masked, each column under the choice of what it means. */
function ColumnTable({preview, onColumns}: ColumnTableProps) {
  const text = useText(texts);
  const language = useLanguage();
  const [unmasked, setUnmasked] = useState(false);
  const {headers, columns, rows} = preview;
  const choices = [
    {value: '', label: text.ignored},
    ...IMPORT_FIELDS.map((value) => ({value, label: IMPORT_FIELD_LABELS[value][language]})),
  ];
  return (
    <>
      <Group justify="space-between">
        <Title order={3} fz="sm">
          {text.preview}
        </Title>
        <Checkbox label={text.show} checked={unmasked} onChange={(event) => setUnmasked(event.currentTarget.checked)} />
      </Group>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard too */}
      <div className="accounts-scroll" role="region" aria-label={text.preview} tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {headers.map((header, i) => (
                <Table.Th key={i} scope="col">
                  {header}
                  <NativeSelect
                    aria-label={text.meaning(header)}
                    size="xs"
                    value={columns[i] ?? ''}
                    data={choices}
                    onChange={(event) => {
                      const chosen = ImportField.safeParse(event.currentTarget.value);
                      onColumns(columns.map((field, at) => (at === i ? (chosen.success ? chosen.data : null) : field)));
                    }}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((cells, row) => (
              <Table.Tr key={row}>
                {cells.map((cell, i) => (
                  <Table.Td key={i}>{unmasked ? cell : maskedCell(cell, columns[i] ?? null)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

/** Whether everything fits, or what is wrong by row and column. */
function Findings({preview}: {preview: Output<'account.previewCsv'>}) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const number = (value: number) => wholeNumber(value, language);
  const {problems, invalid, added, updated} = preview;
  if (problems.length === 0) {
    return (
      <Text component="output" size="sm" fw={600}>
        {text.fits(number(added), number(updated))}
      </Text>
    );
  }
  return (
    <>
      <Text component="output" size="sm" fw={600}>
        ✗ {text.wrong(number(invalid))}
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard too */}
      <div className="accounts-problems" role="region" aria-label={text.problems} tabIndex={0}>
        <Table aria-label={text.problems}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.row}</Table.Th>
              <Table.Th scope="col">{text.column}</Table.Th>
              <Table.Th scope="col">{text.fault}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.slice(0, PROBLEMS_SHOWN).map((problem, i) => (
              <Table.Tr key={i}>
                <Table.Td className="tabular">{problem.row}</Table.Td>
                <Table.Td>{problem.header ?? shared.none}</Table.Td>
                <Table.Td>{problem.message[language]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {problems.length > PROBLEMS_SHOWN && <Text size="sm">{text.more(number(PROBLEMS_SHOWN))}</Text>}
    </>
  );
}
