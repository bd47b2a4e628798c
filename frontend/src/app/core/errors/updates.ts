import { DestroyRef, inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../ui/toast';
import { PAGE } from '../http/page';

/** Offers a reload when a newer version of the app is ready, and never forces one on somebody who is typing. */
@Injectable({ providedIn: 'root' })
export class Updates {
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly page = inject(PAGE);
  private readonly destroyed = inject(DestroyRef);

  /** Listens to what the service worker says about versions. */
  watch(): void {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    const heard = ({ data }: MessageEvent<{ type?: string } | null>) => {
      if (data?.type === 'VERSION_READY' || data?.type === 'UNRECOVERABLE_STATE') this.offer();
    };
    workers?.addEventListener('message', heard);
    this.destroyed.onDestroy(() => workers?.removeEventListener('message', heard));
  }

  /** The server no longer speaks with this version: looks for the new one, which is offered when its files are here. */
  needed(): void {
    void navigator.serviceWorker?.getRegistration().then((registration) => registration?.update());
    this.offer();
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
