import { Component, inject, input } from '@angular/core';
import { Branding } from '../theme/branding';

/** The provider's logo, or its name beside our mark; leads to the area's first page. */
@Component({
  selector: 'app-brand',
  template: `
    <a [href]="'#' + link()" [attr.aria-label]="branding.name()">
      @if (branding.logoUrl(); as url) {
        <img [src]="url" alt="" />
      } @else {
        <svg viewBox="0 0 64 64" aria-hidden="true">
          <rect width="64" height="64" rx="16" />
          <path d="M19 17v30M30.5 17H32a15 15 0 0 1 0 30h-1.5" />
        </svg>
        <span class="name truncate">{{ branding.name() }}</span>
      }
    </a>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    a {
      display: flex;
      align-items: center;
      gap: var(--s3);
      min-width: 0;
      color: var(--ink);
      font-weight: 650;
      letter-spacing: -0.015em;
      text-decoration: none;
    }
    img {
      width: auto;
      max-width: min(100%, 12rem);
      height: 2rem;
      padding: 0.125rem 0.25rem;
      border-radius: var(--r-sm);
      background: light-dark(transparent, #ffffff);
      object-fit: contain;
      object-position: left;
    }
    svg {
      flex: none;
      width: 1.75rem;
      height: 1.75rem;
    }
    rect {
      fill: var(--accent);
    }
    path {
      fill: none;
      stroke: var(--on-accent);
      stroke-width: 7;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Brand {
  readonly link = input('/');
  protected readonly branding = inject(Branding);
}
