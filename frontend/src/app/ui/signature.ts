import { Component, ElementRef, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** A box to sign in with a finger, a pen or a mouse; tells the drawing as a picture after each stroke. */
@Component({
  selector: 'app-signature',
  imports: [TranslocoPipe],
  template: `
    <canvas #pad width="640" height="240" role="img" [attr.aria-label]="'ui.signature.box' | transloco" (pointerdown)="begin($event)" (pointermove)="draw($event)" (pointerup)="end()" (pointercancel)="end()"></canvas>
    <button type="button" class="button quiet" [disabled]="!drawn()" (click)="clear()">{{ 'ui.signature.clear' | transloco }}</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s2);
      justify-items: start;
    }
    canvas {
      width: 100%;
      aspect-ratio: 8 / 3;
      border: 1px dashed var(--line-strong, var(--line));
      border-radius: var(--radius, 0.5rem);
      background: #fff;
      touch-action: none;
    }
  `,
})
export class Signature {
  /** The drawing as PNG, or null once it was wiped. */
  readonly signed = output<Blob | null>();
  protected readonly drawn = signal(false);
  private readonly pad = viewChild.required<ElementRef<HTMLCanvasElement>>('pad');
  private drawing = false;

  protected begin(event: PointerEvent): void {
    this.drawing = true;
    this.canvas().setPointerCapture(event.pointerId);
    const paint = this.paint();
    paint.beginPath();
    paint.moveTo(...this.at(event));
  }

  protected draw(event: PointerEvent): void {
    if (!this.drawing) return;
    const paint = this.paint();
    paint.lineTo(...this.at(event));
    paint.stroke();
    this.drawn.set(true);
  }

  protected end(): void {
    this.drawing = false;
    if (this.drawn()) this.canvas().toBlob((blob) => this.signed.emit(blob), 'image/png');
  }

  protected clear(): void {
    this.paint().clearRect(0, 0, this.canvas().width, this.canvas().height);
    this.drawn.set(false);
    this.signed.emit(null);
  }

  private canvas(): HTMLCanvasElement {
    return this.pad().nativeElement;
  }

  private paint(): CanvasRenderingContext2D {
    return Object.assign(this.canvas().getContext('2d')!, { lineWidth: 3, lineCap: 'round' as const, lineJoin: 'round' as const, strokeStyle: '#111' });
  }

  private at(event: PointerEvent): [number, number] {
    const box = this.canvas().getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.canvas().width, ((event.clientY - box.top) / box.height) * this.canvas().height];
  }
}
