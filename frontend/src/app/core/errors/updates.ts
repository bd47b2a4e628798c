import { inject, Injectable } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../ui/toast';
import { PAGE } from '../http/page';

/** Offers a reload when a newer version of the app is ready, and never forces one on somebody who is typing. */
@Injectable({ providedIn: 'root' })
export class Updates {
  private readonly worker = inject(SwUpdate);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly page = inject(PAGE);

  watch(): void {
    this.worker.versionUpdates.subscribe((event) => event.type === 'VERSION_READY' && this.offer());
    this.worker.unrecoverable.subscribe(() => this.offer());
  }

  offer(): void {
    this.toasts.show({
      text: this.transloco.translate('errors.newVersion'),
      tone: 'info',
      sticky: true,
      action: { label: this.transloco.translate('errors.reload'), run: () => this.page.reload() },
    });
  }
}
