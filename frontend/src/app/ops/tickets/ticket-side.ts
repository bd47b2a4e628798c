import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import type { TicketSideFragment } from './ticket-side.generated';

/** Whom a ticket is about: how to reach them, where they are, what they owe, and which equipment. */
@Component({
  selector: 'app-ticket-side',
  imports: [Icon, MoneyPipe, RouterLink, TranslocoPipe],
  templateUrl: './ticket-side.html',
  styleUrl: './ticket-side.css',
})
export class TicketSide {
  readonly ticket = input.required<TicketSideFragment>();
}
