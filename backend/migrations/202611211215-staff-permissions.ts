import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of the seeded roles is given what this version adds; a role that was renamed or made by the provider stays as it is. */
const added: Readonly<Record<string, readonly string[]>> = {
  owner: ['keys:write', 'shares:write', 'customers:view-as'],
  admin: ['keys:write', 'shares:write', 'customers:view-as'],
  dispatcher: ['shares:write'],
  billing: ['customers:view-as'],
  support: ['customers:view-as', 'shares:write'],
};

/** Seeded roles of providers that exist already learn of API keys, share links and seeing what a customer sees. */
export class StaffPermissions2026112112150 implements MigrationInterface {
  name = 'StaffPermissions2026112112150';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, permissions] of Object.entries(added)) {
      await runner.query('update role set permissions = array(select distinct unnest(permissions || $2::text[])) where name = $1', [name, permissions]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const all = [...new Set(Object.values(added).flat())];
    await runner.query('update role set permissions = array(select p from unnest(permissions) p where p <> all($1::text[]))', [all]);
  }
}
