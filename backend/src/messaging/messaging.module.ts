import { Module } from '@nestjs/common';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { LettersListener } from './letters.listener.js';
import { MessagingResolver } from './messaging.resolver.js';
import { MessagingService } from './messaging.service.js';
import { MessagingWork } from './messaging.work.js';
import { PaymentLettersListener } from './payment-letters.listener.js';

@Module({ imports: [PaymentsModule], providers: [EmailChannel, SmsChannel, MessagingService, MessagingWork, LettersListener, PaymentLettersListener, MessagingResolver], exports: [MessagingService] })
export class MessagingModule {}
