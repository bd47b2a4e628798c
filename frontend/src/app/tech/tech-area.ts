import { Component } from '@angular/core';
import { TechShell } from '../core/shell/tech-shell';

/** The phone's shell; the state of the sync goes into its bar. */
@Component({ selector: 'app-tech-area', imports: [TechShell], template: `<app-tech-shell />` })
export class TechArea {}
