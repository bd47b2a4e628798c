/** The build this page is, as the name of its first script tells it; the office sees it beside each phone. */
export function appVersion(): string {
  const source = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
  return /main-([\w-]+)\.js$/.exec(source)?.[1] ?? 'dev';
}
