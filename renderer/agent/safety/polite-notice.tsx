import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS} from '../keys.ts';
import {VERDICT_SIGNS} from './judgement-words.ts';
import './safety.css';

const texts = strings({
  title: {'zh-CN': '现在不该给这位客户打电话：礼貌结束。', en: 'This customer may not be called now: end politely.'},
  how: {
    'zh-CN': '客户已在线上，这通照常记录。不谈账务，说完下面的话就挂断。',
    en: 'They are on the line, and the call is logged as ever. Say nothing of the account; say goodbye as below.',
  },
  why: {'zh-CN': '依据', en: 'Why'},
});

/** Over the closing words of a call that might not have been begun; `brief` over answers and hard calls, which need the room. */
export function PoliteNotice({judgement, brief}: {judgement: Judgement | null; brief: boolean}) {
  const text = useText(texts);
  const language = useLanguage();
  const first = judgement?.findings.find((finding) => finding.verdict === 'blocked');
  return (
    <div className="polite" lang={language} role="status">
      <strong>
        <span aria-hidden="true">{VERDICT_SIGNS.blocked}</span> {text.title}
      </strong>{' '}
      {!brief && <span className="polite-how">{text.how} </span>}
      {!brief && first !== undefined && (
        <span className="polite-why">
          {text.why}
          {language === 'zh-CN' ? '：' : ': '}
          {first.message[language]}{' '}
        </span>
      )}
      <kbd>{KEYS.reasons}</kbd>
    </div>
  );
}
