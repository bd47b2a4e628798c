import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { accentFrom } from '../../core/theme/accent';

/** How the provider looks with what the form holds: the sign-in page by day and by night, and the head of a mail. */
@Component({
  selector: 'app-brand-preview',
  imports: [TranslocoPipe],
  template: `
    @for (scheme of schemes(); track scheme.name) {
      <div class="page" [class.dark]="scheme.name === 'dark'" aria-hidden="true">
        <div class="mark">
          @if (logoUrl(); as url) {
            <img [src]="url" alt="" [class.plate]="scheme.name === 'dark'" />
          } @else {
            <span class="square" [style.background]="scheme.colour"></span><strong>{{ name() }}</strong>
          }
        </div>
        <div class="panel">
          <span class="line"></span>
          <span class="button" [style.background]="scheme.colour" [style.color]="scheme.ink">{{ 'ops.settings.preview.button' | transloco }}</span>
          <span class="link" [style.color]="scheme.colour">{{ 'ops.settings.preview.link' | transloco }}</span>
        </div>
      </div>
    }
    <div class="mail" aria-hidden="true">
      <span class="stripe" [style.background]="colour()"></span>
      <div class="mark">
        @if (logoUrl(); as url) {
          <img [src]="url" alt="" />
        } @else {
          <strong>{{ name() }}</strong>
        }
      </div>
      <p>{{ 'ops.settings.preview.mail' | transloco }}</p>
      <small>{{ [name(), phone(), email()].filter(isThere).join(' · ') }}</small>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
    .page,
    .mail {
      display: grid;
      gap: var(--s3);
      padding: var(--s4);
      border: 1px solid var(--line);
      border-radius: var(--r-lg);
      color-scheme: light;
      background: #f6f7f9;
      color: #161a22;
    }
    .dark {
      color-scheme: dark;
      background: #0d0f14;
      color: #eceef3;
    }
    .mark {
      display: flex;
      align-items: center;
      gap: var(--s2);
      min-width: 0;
      overflow: hidden;
    }
    strong {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    img {
      max-width: 100%;
      height: 1.75rem;
      object-fit: contain;
      object-position: left;
    }
    .plate {
      padding: 0.25rem 0.375rem;
      border-radius: var(--r-sm);
      background: #ffffff;
    }
    .square {
      flex: none;
      width: 1.25rem;
      height: 1.25rem;
      border-radius: 0.375rem;
    }
    .panel {
      display: grid;
      gap: var(--s2);
      padding: var(--s3);
      border-radius: var(--r-md);
      background: light-dark(#ffffff, #14171d);
    }
    .line {
      height: 1.75rem;
      border: 1px solid light-dark(#868e9d, #667083);
      border-radius: var(--r-sm);
    }
    .button {
      padding: 0.4375rem;
      border-radius: var(--r-sm);
      font-size: var(--t-sm);
      font-weight: 600;
      text-align: center;
    }
    .link {
      font-size: var(--t-sm);
      font-weight: 550;
      text-decoration: underline;
    }
    .mail {
      position: relative;
      overflow: hidden;
      background: #ffffff;
    }
    .stripe {
      position: absolute;
      inset: 0 0 auto;
      height: 5px;
    }
    p,
    small {
      font-size: var(--t-sm);
    }
    small {
      color: #5b6472;
      overflow-wrap: anywhere;
    }
  `,
})
export class BrandPreview {
  readonly name = input.required<string>();
  readonly colour = input.required<string>();
  readonly logoUrl = input.required<string | null>();
  readonly email = input('');
  readonly phone = input('');

  protected readonly schemes = computed(() => {
    const accent = accentFrom(this.colour()) ?? accentFrom('#868e9d')!;
    return [
      { name: 'light', colour: accent.light, ink: accent.onLight },
      { name: 'dark', colour: accent.dark, ink: accent.onDark },
    ] as const;
  });
  protected readonly isThere = Boolean;
}
