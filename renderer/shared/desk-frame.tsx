import {Group, Title} from '@mantine/core';
import {type ReactNode, useEffect} from 'react';
import {DeskMenu} from './desk-menu.tsx';
import './desk-frame.css';
import {useSession} from './session.tsx';
import {strings, useText} from './strings.ts';

const texts = strings({
  skip: {'zh-CN': '跳到内容', en: 'Skip to the content'},
  demo: {'zh-CN': '演示数据', en: 'Demo data'},
});

interface DeskFrameProps {
  title: string;
  /** What stands in the bar beside the title: the tabs of a room. */
  bar?: ReactNode;
  children: ReactNode;
}

/** The frame of a wide view: a slim bar, then the room, which scrolls in its own parts. */
export function DeskFrame({title, bar, children}: DeskFrameProps) {
  const text = useText(texts);
  const {session} = useSession();
  useEffect(() => {
    document.title = `${title} · Callside`;
  }, [title]);
  return (
    <div className="desk-frame">
      <a className="skip-link" href="#content">
        {text.skip}
      </a>
      <header className="desk-bar">
        <Group gap="sm" wrap="nowrap">
          <Title order={1}>{title}</Title>
          {session.demo && <span className="desk-demo">{text.demo}</span>}
        </Group>
        {bar}
        <DeskMenu />
      </header>
      <main id="content" className="desk-room" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
