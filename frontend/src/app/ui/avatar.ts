import { Component, computed, input } from '@angular/core';

/** Up to two letters that stand for a name: the first of its first and last words. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s-]+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => [...word][0]!.toLocaleUpperCase()).join('');
}

/** A steady hue per name, so that the same person has the same colour everywhere. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) % 65_521;
  return (hash * 137) % 360; // the golden angle keeps neighbours apart
}

/** The initials of a person in a circle. Decoration: the name itself stands beside it. */
@Component({
  selector: 'app-avatar',
  template: '',
  host: { 'aria-hidden': 'true', '[attr.data-letters]': 'letters()', '[style.--hue]': 'hue()' },
  styles: `
    :host::before {
      content: attr(data-letters);
    }
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      width: var(--avatar, 1.75rem);
      height: var(--avatar, 1.75rem);
      border-radius: 50%;
      background: light-dark(hsl(var(--hue) 55% 91%), hsl(var(--hue) 30% 24%));
      color: light-dark(hsl(var(--hue) 60% 24%), hsl(var(--hue) 60% 86%));
      font-size: calc(var(--avatar, 1.75rem) * 0.4);
      font-weight: 620;
      letter-spacing: 0.01em;
      line-height: 1;
    }
  `,
})
export class Avatar {
  readonly name = input.required<string>();
  protected readonly letters = computed(() => initials(this.name()));
  protected readonly hue = computed(() => hueOf(this.name()));
}
