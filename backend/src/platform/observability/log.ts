import { Injectable } from '@nestjs/common';
import pino from 'pino';
import { Config } from '../config/config.js';

/** What a log line may carry: ids, counts and durations. Names, addresses, numbers and message texts stay out. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured logs, one JSON object a line. */
@Injectable()
export class Log {
  private readonly pino: pino.Logger;

  constructor(config: Config) {
    this.pino = pino({ level: config.logLevel, base: null, redact: ['*.authorization', '*.cookie', '*.token'] });
  }

  info(message: string, facts: LogFacts = {}): void {
    this.pino.info(facts, message);
  }

  warn(message: string, facts: LogFacts = {}): void {
    this.pino.warn(facts, message);
  }

  /** An error that is ours to mend: with its stack, which callers never see. */
  error(error: Error, facts: LogFacts = {}): void {
    this.pino.error({ ...facts, err: { name: error.name, message: error.message, stack: error.stack } }, error.message);
  }
}
