/** Milliseconds of this thread's own work: what else the machine does meanwhile does not count. */
export function millisecondsOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const {user, system} = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
