import { Module } from '@nestjs/common';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { LettersListener } from './letters.listener.js';
import { MessagingResolver } from './messaging.resolver.js';
import { MessagingService } from './messaging.service.js';
import { MessagingWork } from './messaging.work.js';

@Module({ providers: [EmailChannel, SmsChannel, MessagingService, MessagingWork, LettersListener, MessagingResolver], exports: [MessagingService] })
export class MessagingModule {}
