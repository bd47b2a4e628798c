import { InjectionToken } from '@angular/core';

/** Where map tiles come from, as `https://…/{z}/{x}/{y}.png`, and whom to name for them; without, there is no background. */
export const MAP_TILES = new InjectionToken<() => { readonly url: string; readonly by: string } | null>('map tiles', { providedIn: 'root', factory: () => () => null });
