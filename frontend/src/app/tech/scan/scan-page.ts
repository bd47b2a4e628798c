import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ScanPanel } from './scan-panel';

/** A label outside of a visit: what is it, and where does it belong. */
@Component({
  selector: 'app-scan-page',
  imports: [ScanPanel, TranslocoPipe],
  template: `
    <div class="page">
      <header><div><h1>{{ 'tech.scan.title' | transloco }}</h1><p>{{ 'tech.scan.hint' | transloco }}</p></div></header>
      <app-scan-panel />
    </div>
  `,
})
export class ScanPage {}
