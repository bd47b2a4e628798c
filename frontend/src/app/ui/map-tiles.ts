import { InjectionToken } from '@angular/core';

/** The cache in which a phone keeps the squares of the map that its day needs. */
export const AREA_MAP = 'demarc.area';

/** Where map tiles come from, as `https://…/{z}/{x}/{y}.png`, and whom to name for them; without, there is no background. */
export const MAP_TILES = new InjectionToken<() => { readonly url: string; readonly by: string } | null>('map tiles', { providedIn: 'root', factory: () => () => null });
