import { DestroyRef, inject, signal, type Signal } from '@angular/core';

/** Whether a media query holds, as long as whoever asks is there. */
export function media(query: string): Signal<boolean> {
  const list = matchMedia(query);
  const holds = signal(list.matches);
  const follow = () => holds.set(list.matches);
  list.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => list.removeEventListener('change', follow));
  return holds.asReadonly();
}
