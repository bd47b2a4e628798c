import { Directive, effect, inject, input, TemplateRef, ViewContainerRef } from '@angular/core';
import type { Permission } from '@demarc/permissions';
import { Session } from './session';

/** Shows its element only to whoever holds the permission: `<button *can="'invoices:write'">`. */
@Directive({ selector: '[can]' })
export class Can {
  readonly can = input.required<Permission>();

  constructor() {
    const session = inject(Session);
    const template = inject<TemplateRef<unknown>>(TemplateRef);
    const container = inject(ViewContainerRef);
    effect(() => {
      const allowed = session.can(this.can());
      if (allowed === container.length > 0) return;
      if (allowed) container.createEmbeddedView(template);
      else container.clear();
    });
  }
}
