import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { JobPhoto } from '../dispatch/dispatch.entity.js';
import { Db } from '../platform/db/db.js';
import { Storage } from '../platform/storage/storage.js';
import { PictureIntakeService, type TakenPicture } from '../vision/picture-intake.service.js';
import { FieldUpload } from './field.entity.js';

/** How many bytes of a picture are here; all of them means that it is kept. */
export interface UploadState {
  readonly received: number;
}

/** Why a piece is not taken: it does not fit what came before, or the picture is none. */
export type UploadRefusal = { readonly expected: number } | Extract<TakenPicture, { readonly refused: string }>;

/** The small one of a picture, for lists. */
const smallKey = (key: string): string => key.replace(/\.jpg$/, '.small.jpg');

/** Pictures of visits, piece by piece: a cut costs one piece, and the same picture sent twice is kept once. */
@Injectable()
export class FieldUploadsService {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly intake: PictureIntakeService,
  ) {}

  /** Takes the piece that begins at `from`; null for a visit that is not, and was never, the technician's, or a picture of somebody else. */
  async take(me: Actor, id: string, { jobId, size, from }: { readonly jobId: string; readonly size: number; readonly from: number }, piece: Buffer): Promise<UploadState | UploadRefusal | null> {
    const step = await this.db.tx(me, async (): Promise<UploadState | UploadRefusal | Buffer | null> => {
      if (!(await this.mayShow(me, jobId))) return null;
      await this.db.repo(FieldUpload).createQueryBuilder().insert().values({ id, technicianId: me.technicianId!, jobId, size, bytes: Buffer.alloc(0) }).orIgnore().execute();
      const upload = await this.db.repo(FieldUpload).findOne({ where: { id, technicianId: me.technicianId!, jobId, size }, lock: { mode: 'pessimistic_write' } });
      if (!upload) return null;
      if (upload.fileKey) return { received: size };
      if (from !== upload.received || from + piece.length > size) return { expected: upload.received };
      const received = from + piece.length;
      await this.db.query('update field_upload set bytes = bytes || $2, received = $3 where id = $1', [id, piece, received]);
      return received < size ? { received } : Buffer.concat([upload.bytes, piece]);
    });
    return Buffer.isBuffer(step) ? this.keep(me, id, size, step) : step;
  }

  /** Where a picture is kept that the technician sent for the visit; null when it never came whole. */
  async fileOf(me: Actor, id: string, jobId: string): Promise<string | null> {
    const upload = await this.db.repo(FieldUpload).findOne({ select: { id: true, fileKey: true }, where: { id, jobId, technicianId: me.technicianId! } });
    return upload?.fileKey ?? null;
  }

  /** A picture of a visit: for the office, and for technicians. */
  async photo(me: Actor, id: string, small: boolean): Promise<{ bytes: Buffer; contentType: string } | null> {
    const photo = await this.db.tx(me, () => this.db.repo(JobPhoto).findOneBy({ id }));
    return photo && this.storage.get(small ? smallKey(photo.fileKey) : photo.fileKey);
  }

  private async keep(me: Actor, id: string, size: number, bytes: Buffer): Promise<UploadState | UploadRefusal> {
    const taken = await this.intake.take(bytes);
    if ('refused' in taken) {
      await this.db.tx(me, () => this.db.repo(FieldUpload).delete({ id }));
      return taken;
    }
    const fileKey = `${me.tenantId}/jobs/${id}.jpg`;
    await this.storage.put(fileKey, taken.image.jpeg, 'image/jpeg');
    await this.storage.put(smallKey(fileKey), taken.image.thumbnail, 'image/jpeg');
    await this.db.tx(me, () => this.db.repo(FieldUpload).update({ id }, { fileKey, bytes: Buffer.alloc(0) }));
    return { received: size };
  }

  private async mayShow(me: Actor, jobId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select 1 from job where id = $1 and (technician_id = $2 or exists (select 1 from job_history h where h.job_id = job.id and h.detail->>'fromTechnicianId' = $2::text))`, [jobId, me.technicianId]);
    return rows.length > 0;
  }
}
