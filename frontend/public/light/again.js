// Follows a page without the app: asks every 30 seconds, while it is seen, whether the server would show another one, and loads it then.
const live = document.querySelector('[data-live]');
if (live) live.hidden = false;
let shown;
async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined); // without a network the page stays as it is
  const mark = answer?.ok ? answer.headers.get('etag')?.replace(/^W\//, '') : undefined;
  if (mark && shown && mark !== shown) location.reload();
  shown ??= mark;
}
void look();
setInterval(look, 30_000);
document.addEventListener('visibilitychange', look);
