import { Injectable, signal } from '@angular/core';
import { accentFrom } from './accent';

export interface Brand {
  readonly name: string;
  readonly colour: string;
  readonly logoUrl: string | null;
}

/** The provider's name, logo and colour, as this page wears them. */
@Injectable({ providedIn: 'root' })
export class Branding {
  readonly name = signal('Demarc');
  readonly logoUrl = signal<string | null>(null);

  wear(brand: Brand): void {
    this.name.set(brand.name);
    this.logoUrl.set(brand.logoUrl);
    const accent = accentFrom(brand.colour);
    if (!accent) return;
    const style = document.documentElement.style;
    style.setProperty('--accent-light', accent.light);
    style.setProperty('--on-accent-light', accent.onLight);
    style.setProperty('--accent-dark', accent.dark);
    style.setProperty('--on-accent-dark', accent.onDark);
  }
}
