import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { DiagnosticsResolver, JobReadingsResolver } from './diagnostics.resolver.js';
import { DiagnosticsService } from './diagnostics.service.js';
import { LineReader } from './line-reader.js';
import { RecordedReader } from './recorded.reader.js';

@Module({ imports: [DispatchModule], providers: [DiagnosticsResolver, JobReadingsResolver, DiagnosticsService, { provide: LineReader, useClass: RecordedReader }] })
export class DiagnosticsModule {}
