import { Module } from '@nestjs/common';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { AccountingModule } from '../accounting/accounting.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { AttachmentRoutes } from './attachment.routes.js';
import { DebtLettersListener } from './debt-letters.listener.js';
import { LettersListener } from './letters.listener.js';
import { MessagingResolver } from './messaging.resolver.js';
import { MessagingService } from './messaging.service.js';
import { ConsentsResolver } from './consents.resolver.js';
import { ConsentsService } from './consents.service.js';
import { DeliveryService } from './delivery.service.js';
import { MessageDeliveryResolver } from './message-delivery.resolver.js';
import { SendingResolver } from './sending.resolver.js';
import { SendingService } from './sending.service.js';
import { WordingsResolver } from './wordings.resolver.js';
import { WordingsService } from './wordings.service.js';
import { MailboxClient } from './mailbox-client.service.js';
import { MailboxResolver } from './mailbox.resolver.js';
import { MailboxService } from './mailbox.service.js';
import { ReplyAddressService } from './reply-address.service.js';
import { OrderLettersListener } from './order-letters.listener.js';
import { TicketLettersListener } from './ticket-letters.listener.js';
import { PaymentLettersListener } from './payment-letters.listener.js';

@Module({ imports: [AccountingModule, DispatchModule, InvoicesModule, PaymentsModule], providers: [AttachmentRoutes, EmailChannel, SmsChannel, MessagingService, DeliveryService, ConsentsService, ConsentsResolver, WordingsService, WordingsResolver, SendingService, SendingResolver, MailboxClient, MailboxService, MailboxResolver, ReplyAddressService, LettersListener, DebtLettersListener, PaymentLettersListener, OrderLettersListener, TicketLettersListener, MessagingResolver, MessageDeliveryResolver], exports: [MessagingService, ConsentsService, DeliveryService, ReplyAddressService, MailboxClient, MailboxService] })
export class MessagingModule {}
