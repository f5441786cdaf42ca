import {Alert, Button, Container, Loader, Stack, Text, Title, useMantineColorScheme} from '@mantine/core';
import {Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState} from 'react';
import type {Role} from '../electron/contract/values.ts';
import type {CallError} from './shared/client.ts';
import {ErrorNotice} from './shared/error-notice.tsx';
import {DeskMenu} from './shared/desk-menu.tsx';
import {LostNotice} from './shared/lost-notice.tsx';
import {ProfileForm} from './shared/profile-form.tsx';
import {SessionProvider, useSession} from './shared/session.tsx';
import {strings, useText} from './shared/strings.ts';
import {words} from './shared/words.ts';

const texts = strings({
  welcome: {'zh-CN': '谁在使用这个工位？', en: 'Who sits at this desk?'},
  welcomeWhy: {
    'zh-CN': '话术、规则和通话记录都会用到这些信息。它们只保存在这台电脑上，之后可以随时添加其他坐席。',
    en: 'Scripts, rules and call records need these names. They stay on this computer; other agents can be added at any time.',
  },
  startFailed: {'zh-CN': 'Callside 没有响应', en: 'Callside does not answer'},
});

// Each role is a chunk of its own: a desk loads only the room it is in, and a role is removed with its folder.
const VIEWS: Record<Role, ComponentType> = {
  agent: lazy(async () => ({default: (await import('./agent/agent-view.tsx')).AgentView})),
  lead: lazy(async () => ({default: (await import('./lead/lead-view.tsx')).LeadView})),
  qa: lazy(async () => ({default: (await import('./qa/qa-view.tsx')).QaView})),
};

export function App() {
  return (
    <SessionProvider Waiting={Waiting}>
      <KeptTheme />
      <Room />
    </SessionProvider>
  );
}

function Waiting({error, retry}: {error: CallError | null; retry: () => void}) {
  const text = useText(texts);
  const shared = useText(words);
  if (error === null) return <Quiet />;
  return (
    <Container component="main" size="xs" py="xl">
      <Title order={1} mb="sm">
        {error.code === 'unavailable' ? text.startFailed : shared.app}
      </Title>
      {/* A key that is not valid does not become valid by asking again. */}
      <ErrorNotice error={error} {...(error.code === 'untrusted' ? {} : {onRetry: retry})} />
    </Container>
  );
}

/** Shows nothing for the first moment, so that a fast start does not flicker. */
function Quiet() {
  const text = useText(words);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return slow ? (
    <Stack component="main" align="center" py="xl">
      <Loader size="sm" />
      <Text component="output" size="sm">
        {text.loading}
      </Text>
    </Stack>
  ) : null;
}

/** Carries the theme setting of the desk into the component library. */
function KeptTheme() {
  const {session} = useSession();
  const {setColorScheme} = useMantineColorScheme();
  const {theme} = session.settings;
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  return null;
}

function Room() {
  const {session, connection} = useSession();
  const View = VIEWS[session.role];
  return (
    <>
      {/* Each state anew: one that was closed says nothing about the next. */}
      {connection !== 'open' && <LostNotice key={connection} connection={connection} />}
      {session.profile === null ? (
        <FirstStart />
      ) : (
        // Another agent or role starts with nothing of the one before in memory.
        <ViewGuard key={`${session.role} ${session.profile.agentId}`}>
          <Suspense fallback={<Quiet />}>
            <View />
          </Suspense>
        </ViewGuard>
      )}
    </>
  );
}

function FirstStart() {
  const text = useText(texts);
  return (
    <Container component="main" size="xs" py="md">
      <Stack gap="sm">
        <Stack gap={4} align="flex-end">
          <DeskMenu />
        </Stack>
        <Title order={1}>{text.welcome}</Title>
        <Text size="sm" c="dimmed">
          {text.welcomeWhy}
        </Text>
        <ProfileForm />
      </Stack>
    </Container>
  );
}

/** Catches a view's own failure, so that the page says something and a reload is one key away. */
class ViewGuard extends Component<{children: ReactNode}, {failed: boolean}> {
  override state = {failed: false};

  static getDerivedStateFromError() {
    return {failed: true};
  }

  override render() {
    return this.state.failed ? <ViewFailed /> : this.props.children;
  }
}

function ViewFailed() {
  const text = useText(words);
  return (
    <Container component="main" size="xs" py="xl">
      <Alert color="red" role="alert" title={text.loadFailed}>
        <Text size="sm">{text.loadFailedDetail}</Text>
        <Button mt="xs" onClick={() => location.reload()}>
          {text.reload}
        </Button>
      </Alert>
    </Container>
  );
}
