import type { Command } from '../../core/offline/command';
import type { KeptPhoto } from '../../core/offline/field-db';

/** The form of the file, so that a later version knows what it reads. */
const FORM = 'demarc.field.log/1';

interface LogFile {
  readonly form: string;
  readonly savedAt: string;
  readonly commands: readonly Command[];
  readonly photos: readonly { readonly id: string; readonly jobId: string; readonly takenAt: string; readonly small: string; readonly bytes: string }[];
}

/** Everything on this phone that the server does not have, as a file: the last resort before a phone is given away or repaired. */
export async function logFile(commands: readonly Command[], photos: readonly KeptPhoto[], now = new Date()): Promise<Blob> {
  const kept = await Promise.all(photos.flatMap(({ bytes, id, jobId, takenAt, small }) => (bytes ? [base64(bytes).then((text) => ({ id, jobId, takenAt, small, bytes: text }))] : [])));
  const file: LogFile = { form: FORM, savedAt: now.toISOString(), commands, photos: kept };
  return new Blob([JSON.stringify(file)], { type: 'application/json' });
}

/** What such a file holds; null for any other file. */
export function readLogFile(text: string): { readonly commands: readonly Command[]; readonly photos: readonly KeptPhoto[] } | null {
  const file = parsed(text) as Partial<LogFile> | null;
  if (file?.form !== FORM || !Array.isArray(file.commands) || !file.commands.every(isCommand)) return null;
  const photos = Array.isArray(file.photos) ? file.photos : [];
  return { commands: file.commands, photos: photos.map(({ bytes, ...photo }) => ({ ...photo, bytes: new Blob([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], { type: 'image/jpeg' }) })) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // any file can be chosen, also one that is no JSON
  }
}

function isCommand(value: unknown): value is Command {
  const { commandId, seq, kind, payload, occurredAt } = (value ?? {}) as Partial<Command>;
  return typeof commandId === 'string' && typeof seq === 'number' && typeof kind === 'string' && typeof payload === 'object' && payload !== null && typeof occurredAt === 'string';
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return btoa(text);
}
