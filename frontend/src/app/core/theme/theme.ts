import { Injectable, signal } from '@angular/core';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'demarc.theme';

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function apply(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

/** Applies the remembered choice before the first paint of the app. */
export function applyStoredTheme(): void {
  apply(stored());
}

/** Light, dark, or as the device says. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly state = signal(stored());
  readonly choice = this.state.asReadonly();

  choose(choice: ThemeChoice): void {
    localStorage.setItem(KEY, choice);
    this.state.set(choice);
    apply(choice);
  }
}
