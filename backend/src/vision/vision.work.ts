import { Injectable } from '@nestjs/common';
import { Work } from '../platform/queue/queue.js';
import { READ_LATER, VisionService, type ReadLater } from './vision.service.js';

/** Reads later what could not be read at once. */
@Injectable()
export class VisionWork {
  constructor(private readonly vision: VisionService) {}

  @Work(READ_LATER)
  read(later: ReadLater): Promise<void> {
    return this.vision.readLater(later);
  }
}
