/** The wait before attempt `tries` (from 0), in milliseconds: 1 s doubling to 30 s, up to a quarter less so that clients spread. */
export function backoff(tries: number, random: () => number = Math.random): number {
  const whole = Math.min(30_000, 1_000 * 2 ** Math.min(tries, 10));
  return Math.round(whole * (1 - random() / 4));
}

/** Waits, but no longer than until the network is back or the page is looked at again. */
export function waitOrWake(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      if (document.visibilityState === 'hidden') return;
      clearTimeout(timer);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      resolve();
    };
    const timer = setTimeout(() => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      resolve();
    }, milliseconds);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
  });
}
