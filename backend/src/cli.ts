import 'reflect-metadata';
import { migrate } from './migrate.js';

type Command = (args: string[]) => Promise<void>;

/** `npm run cli -- <command> …`; a command is loaded only when it is called. */
const commands: Record<string, { readonly help: string; readonly load: () => Promise<Command> }> = {
  migrate: { help: 'bring the database up to date', load: () => Promise.resolve(() => migrate(process.env['DATABASE_URL'] ?? '')) },
  import: {
    help: 'erpnext <folder> [--dry-run] [--tenant slug] [--errors file] [--resume]',
    load: async () => {
      await migrate(process.env['DATABASE_URL'] ?? '');
      const { importCommand } = await import('./imports/imports.cli.js');
      return (args) => importCommand(args, async () => (await import('./app.module.js')).AppModule);
    },
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  process.stderr.write(`Commands:\n${Object.entries(commands).map(([known, { help }]) => `  ${known.padEnd(12)} ${help}`).join('\n')}\n`);
  process.exit(name ? 2 : 0);
}
try {
  await (await command.load())(args);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
