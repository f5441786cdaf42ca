import {strings} from '../../../shared/strings.ts';

/** What the import of a table of objections says. */
export const sheetTexts = strings({
  title: {'zh-CN': '导入异议表格', en: 'Import a table of objections'},
  why: {
    'zh-CN':
      '选择自己的 Excel（.xlsx）或 CSV 表格，如：客户说法、类别、应对话术、语气、备注。列名和顺序不限；一格里可以有几个说法，用换行或分号隔开。导入到草稿，坐席看不到；整次导入可以一步撤销。',
    en: 'Choose your own Excel (.xlsx) or CSV table, such as: customer says, category, answer, tone, notes. Any headers in any order; a cell may hold several phrasings, by line or parted by semicolons. It goes into the draft, which no agent sees, and is undone in one step.',
  },
  choose: {'zh-CN': '选择表格…', en: 'Choose a table…'},
  chooseAgain: {'zh-CN': '换一个表格…', en: 'Choose another table…'},
  back: {'zh-CN': '返回编辑', en: 'Back to the editor'},
  reading: {'zh-CN': '正在读取…', en: 'Reading…'},
  notRead: {'zh-CN': '这个表格无法读取，草稿没有变化', en: 'This table cannot be read; the draft is unchanged'},
  large: {'zh-CN': '文件超过 15 MB。请分成几个文件。', en: 'The file is larger than 15 MB. Split it.'},
  whole: {
    'zh-CN': '这像是导出的整个话术包。要把它作为一个版本导入，请在“话术包”里用“导入文件…”。',
    en: 'This looks like a whole script pack as it is exported. To take it in as a version, use “Import a file…” in Script packs.',
  },
  sheet: {'zh-CN': '工作表', en: 'Sheet'},
  header: {'zh-CN': '表头', en: 'Header'},
  noHeader: {'zh-CN': '没有表头', en: 'There is none'},
  headerAt: (row: string, words: string) => ({'zh-CN': `第 ${row} 行：${words}`, en: `Row ${row}: ${words}`}),
  unsaid: {'zh-CN': '表格里没有写明时', en: 'Where the table does not say'},
  category: {'zh-CN': '类别', en: 'Category'},
  empathy: {'zh-CN': '共情的话', en: 'Sentence of empathy'},
  reason: {'zh-CN': '逾期原因', en: 'Reason for default'},
  nextStage: {'zh-CN': '下一步', en: 'Next stage'},
  tone: {'zh-CN': '回答的语气', en: 'Tone of answers'},
  tonesWhy: {
    'zh-CN': '没有回答的语气用最接近的一种填上。不标施压，核实前不可说，除非有一列写明。',
    en: 'A tone without an answer has that of the nearest. Nothing is pressure, or said before verification, unless a column says so.',
  },
  fillDown: {
    'zh-CN': '空着的异议名称和类别沿用上一行（合并单元格）',
    en: 'An empty objection name or category is that of the row above (merged cells)',
  },
  columns: {'zh-CN': '各列的含义与前几行', en: 'What the columns mean, and the first rows'},
  column: (name: string) => ({'zh-CN': `“${name}”列`, en: `Column ${name}`}),
  meaning: (name: string) => ({'zh-CN': `“${name}”列的含义`, en: `Meaning of the column ${name}`}),
  ignored: {'zh-CN': '不导入', en: 'Not taken over'},
  twice: (names: string) => ({
    'zh-CN': `⚠ 几列的含义相同：${names}。每行取其中第一个有内容的。`,
    en: `⚠ Several columns mean the same: ${names}. Of each row the first that is not empty is taken.`,
  }),
  needs: {
    'zh-CN': '还没有一列是客户的说法或异议名称。请在上面选择。',
    en: 'No column is what customers say, or the name of the objection. Choose one above.',
  },
  needsAnswer: {
    'zh-CN': '没有一列是回答：只能给已有的异议增加说法。',
    en: 'No column is an answer: only phrasings of objections that are there can be added.',
  },
  result: (added: string, grown: string, phrasings: string, same: string) => ({
    'zh-CN': `新增 ${added} 条异议；${grown} 条已有的增加说法（共 ${phrasings} 个说法是新的）；${same} 条没有变化。`,
    en: `${added} new; ${grown} existing with phrasings added (new phrasings in all: ${phrasings}); ${same} unchanged.`,
  }),
  allFit: {'zh-CN': '✓ 每一行都能导入。', en: '✓ Every row fits.'},
  refused: (count: string) => ({
    'zh-CN': `✗ ${count} 行有错，不导入。可以下载这些行，改好后再导入。`,
    en: `✗ ${count} ${count === '1' ? 'row is' : 'rows are'} wrong and left out: download, correct and import again.`,
  }),
  partly: (count: string) => ({
    'zh-CN': `⚠ ${count} 行有内容没有采用。`,
    en: `⚠ Of ${count} ${count === '1' ? 'row' : 'rows'} something is not taken over.`,
  }),
  problems: {'zh-CN': '没有导入或没有采用的', en: 'What is left out'},
  row: {'zh-CN': '行', en: 'Row'},
  where: {'zh-CN': '列', en: 'Column'},
  what: {'zh-CN': '问题', en: 'What is wrong'},
  state: {'zh-CN': '这一行', en: 'The row'},
  leftOut: {'zh-CN': '✗ 不导入', en: '✗ Left out'},
  inPart: {'zh-CN': '⚠ 部分采用', en: '⚠ In part'},
  more: (count: string) => ({
    'zh-CN': `还有更多，这里只列出前 ${count} 处；下载的文件里是全部。`,
    en: `There are more; the first ${count} are listed, and all are in the download.`,
  }),
  download: {'zh-CN': '下载这些行（CSV）', en: 'Download these rows (CSV)'},
  downloadName: {'zh-CN': '待改', en: 'to-correct'},
  preview: {'zh-CN': '导入后的样子', en: 'As it would be'},
  shown: (shown: string, all: string) => ({
    'zh-CN': `前 ${shown} 条，共 ${all} 条`,
    en: `the first ${shown} of ${all}`,
  }),
  new: {'zh-CN': '新增', en: 'New'},
  grows: {'zh-CN': '增加说法', en: 'Phrasings added'},
  same: {'zh-CN': '没有变化', en: 'Unchanged'},
  fromRows: (rows: string) => ({'zh-CN': `第 ${rows} 行`, en: `row ${rows}`}),
  take: (added: string, phrasings: string) => ({
    'zh-CN': `导入到草稿：${added} 条异议，${phrasings} 个说法`,
    en: `Import into the draft: ${added} new, phrasings: ${phrasings}`,
  }),
  nothing: {'zh-CN': '没有新的内容可导入', en: 'Nothing new to import'},
  done: (added: string, grown: string, phrasings: string) => ({
    'zh-CN': `✓ 已导入到草稿：新增 ${added} 条异议，${grown} 条已有的增加说法（共 ${phrasings} 个说法）。Ctrl+Z 一步撤销；还要改的列在“检查”里。`,
    en: `✓ Imported into the draft: ${added} new; ${grown} existing with phrasings added (new phrasings: ${phrasings}). Ctrl+Z undoes all of it; what to improve stands under Findings.`,
  }),
  notSaved: {
    'zh-CN': '已在草稿里，但还没有保存；正在重试，请不要关闭此页面。',
    en: 'It is in the draft but not saved yet; this is tried again. Keep this page open.',
  },
});
