import { Component, input, output } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Avatar } from '../ui/avatar';
import type { Identity } from './sign-in-api';

/** The people of the demonstration; a click fills the form in. */
@Component({
  selector: 'app-demo-identities',
  imports: [Avatar, SayPipe],
  template: `
    <section aria-labelledby="demo-title">
      <h2 id="demo-title">{{ 'signIn.demoTitle' | say }}</h2>
      <p class="quiet">{{ 'signIn.demoText' | say }}</p>
      <ul>
        @for (identity of identities(); track identity.identifier + identity.label) {
          <li>
            <button type="button" (click)="picked.emit(identity)">
              <app-avatar [name]="identity.label" />
              <span class="text">
                <span class="truncate">{{ identity.label }}</span>
                <small class="faint truncate">{{ identity.identifier }}</small>
              </span>
            </button>
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    :host {
      width: 100%;
    }
    section {
      padding: var(--s4) var(--s2) var(--s2);
      border: 1px dashed var(--line-strong);
      border-color: color-mix(in oklab, var(--line-strong) 60%, var(--line));
      border-radius: var(--r-xl);
    }
    h2 {
      padding-inline: var(--s3);
      font-size: var(--t-md);
    }
    p {
      padding-inline: var(--s3);
      font-size: var(--t-sm);
    }
    ul {
      display: grid;
      padding-top: var(--s2);
    }
    button {
      display: flex;
      align-items: center;
      gap: var(--s3);
      width: 100%;
      min-height: 3rem;
      padding: var(--s1) var(--s3);
      border: 0;
      border-radius: var(--r-md);
      background: none;
      text-align: start;
    }
    button:hover {
      background: color-mix(in oklab, var(--ink) 6%, transparent);
    }
    .text {
      display: grid;
      min-width: 0;
      line-height: 1.35;
    }
    small {
      color: var(--quiet);
    }
  `,
})
export class DemoIdentities {
  readonly identities = input.required<readonly Identity[]>();
  readonly picked = output<Identity>();
}
