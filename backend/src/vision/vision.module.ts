import { Module } from '@nestjs/common';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { Config } from '../platform/config/config.js';
import { DeviceMakerResolver } from './device-maker.resolver.js';
import { PictureIntakeService } from './picture-intake.service.js';
import { FirstChoiceReader } from './providers/first-choice.reader.js';
import { GeminiReader } from './providers/gemini.reader.js';
import { LocalReader } from './providers/local.reader.js';
import { VisionReader } from './reader.js';
import { VisionResolver } from './vision.resolver.js';
import { VisionRoutes } from './vision.routes.js';
import { VisionService } from './vision.service.js';
import { VisionWork } from './vision.work.js';

const reader = (config: Config): VisionReader => (config.gemini ? new FirstChoiceReader(new LocalReader(), new GeminiReader(config.gemini)) : new LocalReader());

@Module({
  imports: [EquipmentModule],
  providers: [{ provide: VisionReader, inject: [Config], useFactory: reader }, VisionResolver, DeviceMakerResolver, VisionRoutes, VisionService, VisionWork, PictureIntakeService],
  exports: [VisionService, PictureIntakeService],
})
export class VisionModule {}
