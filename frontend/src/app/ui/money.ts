import { inject, Pipe, type PipeTransform } from '@angular/core';
import type { Money } from '@demarc/money';
import { formatNumber } from './format';
import { Locale } from './locale';

/** An amount of minor units as somebody would type it: `79,95` in French, `79.95` in English. */
export const typedAmount = (minor: number, tag: string): string => formatNumber(minor / 100, tag, { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false });

/** Money for people: `{{ invoice.total | money }}` is `79,95 $` in French and `$79.95` in English. */
@Pipe({ name: 'money', pure: false })
export class MoneyPipe implements PipeTransform {
  private readonly locale = inject(Locale);

  transform(value: Money | null | undefined): string {
    return value ? formatNumber(value.amount / 100, this.locale.tag(), { style: 'currency', currency: value.currency }) : '';
  }
}
