import 'reflect-metadata';
import type { Inside } from './platform/command.js';

type Command = (args: string[]) => Promise<void>;

async function migrateNow(): Promise<void> {
  const { migrate } = await import('./migrate.js');
  await migrate(process.env['DATABASE_URL'] ?? '');
}

/** Starts the application without HTTP and background work, on a database that is up to date, and stops it again. */
const inside: Inside = async (work) => {
  await migrateNow();
  const [{ NestFactory }, { AppModule }] = await Promise.all([import('@nestjs/core'), import('./app.module.js')]);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'], abortOnError: false });
  try {
    await work(app);
  } finally {
    await app.close();
  }
};

/** `npm run cli -- <command> …`; a command is loaded only when it is called. */
const commands: Record<string, { readonly help: string; readonly load: () => Promise<Command> }> = {
  migrate: { help: 'bring the database up to date', load: () => Promise.resolve(migrateNow) },
  audit: {
    help: 'verify [--tenant slug] [--head seq:hash]',
    load: async () => {
      const { auditCommand } = await import('./audit/audit.cli.js');
      return (args) => auditCommand(args, inside);
    },
  },
  import: {
    help: 'erpnext <folder> [--dry-run] [--tenant slug] [--errors file] [--resume]',
    load: async () => {
      await migrateNow();
      const { importCommand } = await import('./imports/imports.cli.js');
      return (args) => importCommand(args, async () => (await import('./app.module.js')).AppModule);
    },
  },
  addresses: {
    help: 'import rqa|openaddresses <file> --tenant slug',
    load: async () => {
      const { addressesCommand } = await import('./addresses/addresses.cli.js');
      return (args) => addressesCommand(args, inside);
    },
  },
  tenant: {
    help: 'add --slug nord --name "Fibre Nord" --host portail.nord.ca [--legal-name …] [--language fr] [--time-zone America/Toronto]',
    load: async () => {
      const { tenantCommand } = await import('./tenancy/tenancy.cli.js');
      return (args) => tenantCommand(args, inside);
    },
  },
  staff: {
    help: 'add --tenant slug --email address --name "First Last" [--role owner] [--language fr]; prints a link with which they choose a password, or asks for it with --ask-password',
    load: async () => {
      const { staffCommand } = await import('./auth/auth.cli.js');
      return (args) => staffCommand(args, inside);
    },
  },
  tokens: {
    help: 'prune [--tenant slug] [--minutes 1440] [--dry-run]',
    load: async () => {
      const { tokensCommand } = await import('./auth/auth.cli.js');
      return (args) => tokensCommand(args, inside);
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
