import {type KeyboardEvent, useEffect, useRef} from 'react';
import type {Pack} from '../../../electron/contract/pack.ts';
import {voicemailLine} from '../../../electron/domain/required-lines.ts';
import type {CallFacts} from '../../../electron/domain/script-lines.ts';
import {messageMayBeLeft} from '../../../electron/domain/voicemail.ts';
import {SpokenText} from '../../shared/spoken-line.tsx';
import {useSession} from '../../shared/session.tsx';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS, QUICK_KEYS} from '../keys.ts';
import './safety.css';

const texts = strings({
  title: {'zh-CN': '语音信箱', en: 'Voicemail'},
  only: {
    'zh-CN': '只说下面这一段。谁都可能听到留言：不说事由，不说金额，不多说一句。',
    en: 'Say this and nothing else. Anybody may hear a message: no reason, no amount, not a word more.',
  },
  noLine: {
    'zh-CN': '话术包里没有语音留言。不要留言，按下面的键记录。',
    en: 'The script pack has no message for a voicemail. Leave none, and log it below.',
  },
  named: (name: string) => ({
    'zh-CN': `机构名“${name}”会让听到的人知道是催收，不要留言。`,
    en: `The name “${name}” tells whoever listens that this is about a debt. Leave no message.`,
  }),
  left: {'zh-CN': '留言已说完，保存', en: 'Message left: save'},
  notLeft: {'zh-CN': '没有留言，保存', en: 'No message left: save'},
  back: {'zh-CN': '不是语音信箱', en: 'Not a voicemail'},
});

export interface MessageProps {
  pack: Pack | null;
  facts: CallFacts | null;
  typed: Readonly<Record<string, string>>;
  onType: (slot: string, value: string) => void;
  onFill: (slot: string, value: string) => void;
}

/** The message, or null where none may be left. */
function useMessage(pack: Pack | null, facts: CallFacts | null) {
  const institution = useSession().session.profile?.institution ?? '';
  const line = pack === null ? null : voicemailLine(pack);
  const may = messageMayBeLeft(line, institution);
  return {named: line !== null && !may, institution, message: facts === null || !may ? null : line};
}

/** What may be said on a voicemail, or why nothing may. */
export function VoicemailMessage({pack, facts, ...typing}: MessageProps) {
  const text = useText(texts);
  const {message, named, institution} = useMessage(pack, facts);
  if (message === null || pack === null || facts === null) {
    return <p className="lacking">{named ? text.named(institution) : text.noLine}</p>;
  }
  return (
    <>
      <p>{text.only}</p>
      <p className="spoken answer-text" lang={pack.language}>
        <SpokenText text={message.text} pack={pack} facts={facts} {...typing} />
      </p>
    </>
  );
}

interface VoicemailPanelProps extends MessageProps {
  /** The message was left: one key says so and saves. */
  onLeft: () => void;
  onNotLeft: () => void;
  onBack: () => void;
}

/** On a voicemail there is nothing to read but the limited-content message (12 CFR 1006.2(j)). */
export function VoicemailPanel({onLeft, onNotLeft, onBack, ...message}: VoicemailPanelProps) {
  const text = useText(texts);
  const language = useLanguage();
  const mayLeave = useMessage(message.pack, message.facts).message !== null;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onBack();
  };
  return (
    <section
      ref={panel}
      className="voicemail choices"
      aria-label={text.title}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys are heard here, and a long message is scrolled
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <h2>{text.title}</h2>
      <VoicemailMessage {...message} />
      <div className="form-actions" lang={language}>
        {mayLeave && (
          <button type="button" className="primary" onClick={onLeft}>
            {text.left}
            <kbd>{KEYS.leaveMessage}</kbd>
          </button>
        )}
        <button type="button" onClick={onNotLeft}>
          {text.notLeft}
          <kbd>{QUICK_KEYS.get('VM')}</kbd>
        </button>
        <button type="button" onClick={onBack}>
          {text.back}
          <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}
