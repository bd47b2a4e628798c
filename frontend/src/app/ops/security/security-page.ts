import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { MySecurity } from '../../domain/security/my-security';
import { MySessions } from '../../domain/security/my-sessions';

/** How an employee proves who they are, and where they are signed in. */
@Component({
  selector: 'app-security-page',
  imports: [MySecurity, MySessions, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'ops.security.title' | transloco }}</h1>
          <p>{{ 'ops.security.about' | transloco }}</p>
        </div>
      </header>
      <app-my-security />
      <app-my-sessions />
    </div>
  `,
  styles: `:host { --page-width: 48rem; }`,
})
export class SecurityPage {}
