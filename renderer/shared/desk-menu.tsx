import {Button, Menu, Modal, VisuallyHidden} from '@mantine/core';
import {useState} from 'react';
import {LANGUAGES, type Language, type Role, ROLES} from '../../electron/contract/values.ts';
import {ROLE_LABELS} from '../../electron/contract/labels.ts';
import {asCallError, type CallError} from './client.ts';
import {DialerPanel} from './dialer/dialer-settings.tsx';
import {ErrorNotice} from './error-notice.tsx';
import {PinForm} from './pin-form.tsx';
import {ProfileForm} from './profile-form.tsx';
import {useSession} from './session.tsx';
import {strings, useLanguage, useText} from './strings.ts';
import {SyncPanel} from './sync/sync-panel.tsx';
import {syncTexts} from './sync/sync-texts.ts';
import {words} from './words.ts';

const texts = strings({
  menu: (who: string) => ({
    'zh-CN': `${who}，菜单：角色、坐席、语言、外观`,
    en: `${who}, menu: role, agent, language, appearance`,
  }),
  role: {'zh-CN': '角色', en: 'Role'},
  locked: {'zh-CN': '（需口令）', en: ' (PIN)'},
  agents: {'zh-CN': '坐席', en: 'Agent'},
  addAgent: {'zh-CN': '添加坐席', en: 'Add an agent'},
  language: {'zh-CN': '界面语言', en: 'Language'},
  theme: {'zh-CN': '外观', en: 'Appearance'},
  auto: {'zh-CN': '跟随系统', en: 'As the system'},
  light: {'zh-CN': '浅色', en: 'Light'},
  dark: {'zh-CN': '深色', en: 'Dark'},
  onTop: {'zh-CN': '窗口置顶', en: 'Stay on top'},
  search: {'zh-CN': '搜索', en: 'Search'},
  keepMissed: {
    'zh-CN': '保留搜不到的原话，供组长补充话术（数字已遮盖）',
    en: 'Keep the words of searches that found nothing, for the lead (digits masked)',
  },
  forgetUsage: {'zh-CN': '忘掉学到的“常用”', en: 'Forget what was learned as “used often”'},
  dialer: {'zh-CN': '拨号器', en: 'Dialer'},
  dialerOpen: {'zh-CN': '弹屏、实时文字、结果传出…', en: 'Screen-pops, live text, outcomes…'},
  locks: {'zh-CN': '口令', en: 'PIN'},
  failed: {'zh-CN': '没有切换', en: 'This was not changed'},
  enterPin: (role: string) => ({'zh-CN': `进入“${role}”需要口令`, en: `${role} asks for a PIN`}),
  setPin: (role: string) => ({'zh-CN': `为“${role}”设置口令…`, en: `Lock ${role} with a PIN…`}),
  removePin: (role: string) => ({'zh-CN': `取消“${role}”的口令`, en: `Remove the PIN of ${role}`}),
  newPin: (role: string) => ({'zh-CN': `为“${role}”设置口令`, en: `A PIN for ${role}`}),
});
/** Each language is named in itself, so that who cannot read the current one finds their own. */
const LANGUAGE_NAMES: Record<Language, string> = {'zh-CN': '中文', en: 'English'};
const THEMES = ['auto', 'light', 'dark'] as const;

type Dialog =
  | {kind: 'agent'}
  | {kind: 'dialer'}
  | {kind: 'sync'}
  | {kind: 'enter'; role: Role}
  | {kind: 'lock'; role: 'lead' | 'qa'};

/** The slim menu of every view: role, agent, language, appearance; a PIN where a lead has set one. */
export function DeskMenu() {
  const text = useText(texts);
  const shared = useText(words);
  const sync = useText(syncTexts);
  const language = useLanguage();
  const {session, enter, saveSettings, switchAgent, lockRole, forgetUsage} = useSession();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const roleName = (role: Role) => ROLE_LABELS[role][language];

  const who = session.profile?.spokenName ?? roleName(session.role);

  const attempt = (action: Promise<void>) => {
    action.catch((thrown: unknown) => setError(asCallError(thrown)));
  };
  const chooseRole = (role: string) => {
    const chosen = ROLES.find((known) => known === role);
    if (chosen === undefined || chosen === session.role) return;
    if (session.lockedRoles.includes(chosen)) setDialog({kind: 'enter', role: chosen});
    else attempt(enter(chosen));
  };
  const closeDialog = () => setDialog(null);
  const titleOf = (open: Dialog) => {
    if (open.kind === 'agent') return text.addAgent;
    if (open.kind === 'dialer') return text.dialer;
    if (open.kind === 'sync') return sync.title;
    return open.kind === 'enter' ? text.enterPin(roleName(open.role)) : text.newPin(roleName(open.role));
  };

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default" size="compact-xs" aria-label={text.menu(who)}>
            <span aria-hidden="true">☰</span>&nbsp;{who}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="80vh" style={{overflowY: 'auto'}}>
          <Menu.RadioGroup value={session.role} onChange={chooseRole}>
            <Menu.Label>{text.role}</Menu.Label>
            {ROLES.map((role) => (
              <Menu.RadioItem key={role} value={role} closeMenuOnClick>
                {roleName(role)}
                {session.lockedRoles.includes(role) && role !== session.role ? text.locked : ''}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.RadioGroup value={session.profile?.agentId ?? ''} onChange={(agentId) => attempt(switchAgent(agentId))}>
            <Menu.Label>{text.agents}</Menu.Label>
            {session.profiles.map((profile) => (
              <Menu.RadioItem key={profile.agentId} value={profile.agentId} closeMenuOnClick>
                {profile.spokenName} · {profile.agentId}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Item onClick={() => setDialog({kind: 'agent'})}>{text.addAgent}…</Menu.Item>
          <Menu.Divider />
          <Menu.RadioGroup
            value={session.language}
            onChange={(value) => attempt(saveSettings({language: LANGUAGES.find((known) => known === value) ?? null}))}
          >
            <Menu.Label>{text.language}</Menu.Label>
            {LANGUAGES.map((value) => (
              <Menu.RadioItem key={value} value={value} lang={value} closeMenuOnClick>
                {LANGUAGE_NAMES[value]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.RadioGroup
            value={session.settings.theme}
            onChange={(value) => attempt(saveSettings({theme: THEMES.find((known) => known === value) ?? 'auto'}))}
          >
            <Menu.Label>{text.theme}</Menu.Label>
            {THEMES.map((value) => (
              <Menu.RadioItem key={value} value={value} closeMenuOnClick>
                {text[value]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {session.host === 'desktop' && (
            <Menu.CheckboxItem
              checked={session.settings.alwaysOnTop}
              onChange={(alwaysOnTop) => attempt(saveSettings({alwaysOnTop}))}
            >
              {text.onTop}
            </Menu.CheckboxItem>
          )}
          {session.role === 'agent' && session.profile !== null && (
            <>
              <Menu.Divider />
              <Menu.Label>{text.search}</Menu.Label>
              <Menu.CheckboxItem
                checked={session.settings.keepMissedSearches}
                onChange={(keepMissedSearches) => attempt(saveSettings({keepMissedSearches}))}
              >
                {text.keepMissed}
              </Menu.CheckboxItem>
              <Menu.Item onClick={() => attempt(forgetUsage())}>{text.forgetUsage}</Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Label>{sync.title}</Menu.Label>
          <Menu.Item onClick={() => setDialog({kind: 'sync'})}>{sync.open}</Menu.Item>
          {session.role !== 'qa' && (
            <>
              <Menu.Divider />
              <Menu.Label>{text.dialer}</Menu.Label>
              <Menu.Item onClick={() => setDialog({kind: 'dialer'})}>{text.dialerOpen}</Menu.Item>
            </>
          )}
          {session.role === 'lead' && (
            <>
              <Menu.Divider />
              <Menu.Label>{text.locks}</Menu.Label>
              {(['lead', 'qa'] as const).map((role) =>
                session.lockedRoles.includes(role) ? (
                  <Menu.Item key={role} onClick={() => attempt(lockRole(role, null))}>
                    {text.removePin(roleName(role))}
                  </Menu.Item>
                ) : (
                  <Menu.Item key={role} onClick={() => setDialog({kind: 'lock', role})}>
                    {text.setPin(roleName(role))}
                  </Menu.Item>
                ),
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>

      {dialog !== null && (
        <Modal opened onClose={closeDialog} title={titleOf(dialog)} closeButtonProps={{'aria-label': shared.close}}>
          {dialog.kind === 'dialer' ? (
            <DialerPanel />
          ) : dialog.kind === 'sync' ? (
            <SyncPanel />
          ) : dialog.kind === 'agent' ? (
            <ProfileForm onSaved={closeDialog} onCancel={closeDialog} />
          ) : (
            <PinForm
              onCancel={closeDialog}
              onPin={async (pin) => {
                if (dialog.kind === 'enter') await enter(dialog.role, pin);
                else await lockRole(dialog.role, pin);
                // Who went on to another dialog meanwhile keeps it.
                setDialog((open) => (open === dialog ? null : open));
              }}
            />
          )}
        </Modal>
      )}
      {error !== null && (
        <Modal
          opened
          onClose={() => setError(null)}
          title={text.failed}
          closeButtonProps={{'aria-label': shared.close}}
        >
          <ErrorNotice error={error} />
        </Modal>
      )}
      <VisuallyHidden aria-live="polite">{roleName(session.role)}</VisuallyHidden>
    </>
  );
}
