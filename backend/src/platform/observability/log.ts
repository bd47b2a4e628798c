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

  /** An error that is ours to mend: with its stack, which callers never see, and without what it quotes. */
  error(error: Error, facts: LogFacts = {}): void {
    const told = withoutData(error);
    this.pino.error({ ...facts, err: told }, told.message);
  }
}

/** What an error says of our code: errors that quote what they were given are told by name, code and place alone. */
export function withoutData(error: Error): { readonly name: string; readonly message: string; readonly stack: string } {
  const { code, constraint, table, column } = ((error as { driverError?: object }).driverError ?? error) as Readonly<Record<'code' | 'constraint' | 'table' | 'column', unknown>>;
  const isOfDatabase = typeof code === 'string' && SQL_STATE.test(code);
  const where = [code, constraint, table, column].filter((fact) => typeof fact === 'string').join(' ');
  const message = isOfDatabase ? `the database answered ${where}` : QUOTING.has(error.name) ? error.name : error.message.replace(ADDRESS, '…').replace(NUMBER, '…');
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, message, stack: [`${error.name}: ${message}`, ...frames].join('\n') };
}

/** Why something did not work, for a line that is no error of ours: the error's name and codes, never its sentence, which may quote a person, an address or a key. */
export function reasonOf(error: unknown): string {
  const { name, code, type, statusCode } = (error ?? {}) as Readonly<Record<'name' | 'code' | 'type' | 'statusCode', unknown>>;
  const of = (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return [name, of ?? code, type, statusCode].filter((fact) => typeof fact === 'number' || (typeof fact === 'string' && WORD.test(fact))).join(' ') || 'unknown';
}

/** What names and codes look like. */
const WORD = /^[\w.-]{1,60}$/;
const SQL_STATE = /^[0-9A-Z]{5}$/;
/** Errors of the language whose messages repeat the value that was wrong. */
const QUOTING: ReadonlySet<string> = new Set(['RangeError', 'SyntaxError']);
const ADDRESS = /[^\s<>"']+@[^\s<>"']+/g;
const NUMBER = /\+?\d[\d ().-]{6,}\d/g;
