import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Command } from '../../core/offline/command';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';

/** Something done on this phone, and whether the server has it. */
@Component({
  selector: 'app-action-line',
  imports: [Icon, TranslocoPipe, WhenPipe],
  template: `
    <div>
      <strong>{{ 'tech.did.' + command().kind | transloco }}</strong>
      <small class="quiet">{{ command().occurredAt | when }}@if (words()) { · {{ words() }} }</small>
      @if (command().answer?.result !== 'APPLIED' && command().answer?.problem; as problem) {
        <small>{{ problem.message }}</small>
      }
    </div>
    <span class="chip plain" [class]="look().tone"><app-icon [name]="look().icon" />{{ 'tech.sync.state.' + look().key | transloco }}</span>
  `,
  styles: `
    :host > div {
      display: grid;
      flex: 1;
      min-width: 0;
    }
    small {
      overflow-wrap: anywhere;
    }
    app-icon {
      --icon: 0.875rem;
    }
  `,
})
export class ActionLine {
  readonly command = input.required<Command>();
  protected readonly words = computed(() => String(this.command().payload['outcome'] ?? this.command().payload['reason'] ?? this.command().payload['text'] ?? this.command().payload['serial'] ?? ''));
  protected readonly look = computed(() => {
    const { answer, settled } = this.command();
    if (!answer) return { key: 'phone', tone: 'warn', icon: 'phone' } as const;
    if (answer.result === 'APPLIED') return { key: 'sent', tone: 'good', icon: 'check' } as const;
    return settled ? ({ key: 'settled', tone: '', icon: 'check' } as const) : ({ key: 'decide', tone: 'bad', icon: 'alert' } as const);
  });
}
