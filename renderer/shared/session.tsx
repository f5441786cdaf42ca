import {
  type ComponentType,
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import {v7} from 'uuid';
import type {Profile, Session, SettingsChange} from '../../electron/contract/desk.ts';
import type {Role} from '../../electron/contract/values.ts';
import {
  asCallError,
  call,
  type CallError,
  type Connection,
  connectionNow,
  subscribe,
  subscribeConnection,
  type WindowEvent,
} from './client.ts';
import {LanguageContext, systemLanguage} from './strings.ts';
import {useNewest} from './use-newest.ts';

/** The session with what a person may do to it. The actions throw `CallError`. */
export interface Desk {
  session: Session;
  connection: Connection;
  refresh: () => Promise<void>;
  enter: (role: Role, pin?: string) => Promise<void>;
  saveSettings: (change: SettingsChange) => Promise<void>;
  saveProfile: (profile: Profile) => Promise<void>;
  switchAgent: (agentId: string) => Promise<void>;
  lockRole: (role: 'lead' | 'qa', pin: string | null) => Promise<void>;
  /** Forgets which answers were used often. */
  forgetUsage: () => Promise<void>;
}

const DeskContext = createContext<Desk | null>(null);

export function useSession(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('useSession needs a SessionProvider above it');
  return desk;
}

/**
 * Hears every event of the desk while the component is there; the newest listener is the one that is called. What is shown
 * is asked for anew at `events.missed`: the line was away, and nobody tells what happened meanwhile.
 */
export function useDeskEvents(listener: (event: WindowEvent) => void): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => subscribe((event) => newest.current(event)), []);
}

function useConnection(): Connection {
  const [connection, setConnection] = useState(connectionNow);
  useEffect(() => subscribeConnection(setConnection), []);
  return connection;
}

interface SessionProviderProps {
  children: ReactNode;
  /** Shown until the session is there: nothing for a moment, then a sentence; or what went wrong. */
  Waiting: ComponentType<{error: CallError | null; retry: () => void}>;
}

/** Holds the session, kept fresh by `session.changed`, and asks again after a lost connection. */
export function SessionProvider({children, Waiting}: SessionProviderProps) {
  const [session, setSession] = useState<Session | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const connection = useConnection();

  const newest = useNewest();
  /** Takes over an answer, unless something newer was asked or told meanwhile: every change is told. */
  const take = useCallback(
    (answer: Promise<Session>): Promise<void> => {
      const isNewest = newest();
      return answer.then((fresh) => {
        if (isNewest()) setSession(fresh);
        return undefined;
      });
    },
    [newest],
  );
  const refresh = useCallback(
    () =>
      take(call('session.get', {})).then(
        () => setError(null),
        (thrown: unknown) => setError(asCallError(thrown)),
      ),
    [take],
  );

  useEffect(() => void refresh(), [refresh]);
  useDeskEvents((event) => {
    // The first question is on its way until there is a session, or a failure.
    if (event.type === 'events.missed' && (session !== null || error !== null)) void refresh();
    if (event.type !== 'session.changed') return;
    newest();
    setSession(event.session);
  });

  const desk = useMemo<Desk | null>(() => {
    if (session === null) return null;
    return {
      session,
      connection,
      refresh,
      enter: (role, pin) => take(call('session.enter', pin === undefined ? {role} : {role, pin})),
      saveSettings: (change) => take(call('settings.save', {id: v7(), settings: change})),
      saveProfile: (profile) => take(call('profile.save', {id: v7(), profile})),
      switchAgent: (agentId) => take(call('profile.use', {id: v7(), agentId})),
      forgetUsage: async () => void (await call('search.forgetUsage', {id: v7()})),
      lockRole: (role, pin) => take(call('session.lock', {role, pin})),
    };
  }, [session, connection, refresh, take]);

  const language = session?.language ?? systemLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <LanguageContext value={language}>
      {desk === null ? (
        <Waiting error={error} retry={() => void refresh()} />
      ) : (
        <DeskContext value={desk}>{children}</DeskContext>
      )}
    </LanguageContext>
  );
}
