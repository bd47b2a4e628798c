import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Schedule } from '../platform/queue/queue.js';
import { Storage } from '../platform/storage/storage.js';
import { MessageFile, type TicketMessage } from './ticket.entity.js';

/** A picture that was taken in and made anew. */
export interface NewFile {
  readonly name: string;
  readonly jpeg: Buffer;
  readonly thumbnail: Buffer;
  readonly width: number;
  readonly height: number;
}

const smallKey = (key: string): string => key.replace(/\.jpg$/, '.small.jpg');
const nameOf = (me: Actor): string => `${me.kind}:${me.contactId ?? me.staffId ?? ''}`;
/** How long a photo waits for its message. */
const WAIT_MS = 24 * 3_600_000;

/** Photos beside messages: kept as they come, put beside a message when it is sent, forgotten a day later when it never is. */
@Injectable()
export class MessageFilesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly storage: Storage,
  ) {}

  async keep(me: Actor, { name, jpeg, thumbnail, width, height }: NewFile): Promise<MessageFile> {
    const file = Object.assign(new MessageFile(), { messageId: null, customerId: me.kind === 'customer' ? me.customerId! : null, uploadedBy: nameOf(me), internal: false, name, width, height, bytes: jpeg.length });
    file.fileKey = `${me.tenantId}/messages/${file.id}.jpg`;
    // The row first: a file without one would be kept for ever, a row without a file is forgotten after a day.
    await this.db.tx(me, () => this.db.repo(MessageFile).insert(file));
    await this.storage.put(file.fileKey, jpeg, 'image/jpeg');
    await this.storage.put(smallKey(file.fileKey), thumbnail, 'image/jpeg');
    return file;
  }

  /** Puts photos of the caller beside a message, all or none, inside the open transaction. */
  async attach(me: Actor, message: TicketMessage, ids: readonly string[]): Promise<void> {
    if (!ids.length) return;
    const { affected } = await this.db.repo(MessageFile).update({ id: In([...ids]), messageId: IsNull(), uploadedBy: nameOf(me) }, { messageId: message.id, customerId: message.customerId, internal: message.internal });
    if (affected !== new Set(ids).size) throw new NotFoundError();
  }

  /** The picture, for whoever may read its message or sent it. */
  async read(me: Actor, id: string, small: boolean): Promise<{ bytes: Buffer; contentType: string } | null> {
    const file = await this.db.tx(me, () => this.db.repo(MessageFile).findOneBy({ id }));
    if (!file || (!file.messageId && file.uploadedBy !== nameOf(me))) return null;
    return this.storage.get(small ? smallKey(file.fileKey) : file.fileKey);
  }

  /** Photos whose message was never sent. */
  @Schedule('29 4 * * *')
  async forgetUnsent(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - WAIT_MS);
    const old = await this.db.unscoped('photos of all tenants grow old alike', () => this.db.query<{ id: string; file_key: string }>('select id, file_key from message_file where message_id is null and created_at < $1', [before]));
    for (const { file_key: key } of old) for (const one of [key, smallKey(key)]) await this.storage.remove(one);
    await this.db.unscoped('photos of all tenants grow old alike', () => this.db.query('delete from message_file where message_id is null and id = any($1::uuid[])', [old.map(({ id }) => id)]));
  }
}
