import { Module } from '@nestjs/common';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { DebtLettersListener } from './debt-letters.listener.js';
import { LettersListener } from './letters.listener.js';
import { MessagingResolver } from './messaging.resolver.js';
import { MessagingService } from './messaging.service.js';
import { MessagingWork } from './messaging.work.js';
import { PaymentLettersListener } from './payment-letters.listener.js';

@Module({ imports: [InvoicesModule, PaymentsModule], providers: [EmailChannel, SmsChannel, MessagingService, MessagingWork, LettersListener, DebtLettersListener, PaymentLettersListener, MessagingResolver], exports: [MessagingService] })
export class MessagingModule {}
