import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { ScanPanel } from './scan-panel';

/** A label outside of a visit: what is it, and where does it belong. */
@Component({
  selector: 'app-scan-page',
  imports: [Icon, RouterLink, ScanPanel, TranslocoPipe],
  template: `
    <div class="page">
      <header><div><h1>{{ 'tech.scan.title' | transloco }}</h1><p>{{ 'tech.scan.hint' | transloco }}</p></div></header>
      <app-scan-panel />
      <a class="button wide tall" routerLink="/j/diagnostic"><app-icon name="signal" />{{ 'tech.line.page' | transloco }}</a>
    </div>
  `,
})
export class ScanPage {}
