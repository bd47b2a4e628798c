import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose a device is, what is delivered through it, what it hangs on; and whom to ask for at a place. */
export class DeviceTies2026112215100 implements MigrationInterface {
  name = 'DeviceTies2026112215100';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table device add column owner text not null default 'COMPANY', add column subscription_id uuid, add column parent_id uuid, add column parent_port text not null default ''`,
      `alter table device add constraint "FK_device_subscription" foreign key (subscription_id) references subscription (id), add constraint "FK_device_parent" foreign key (parent_id) references device (id), add constraint device_hangs_not_on_itself check (parent_id <> id)`,
      `create index "IDX_device_subscription" on device (subscription_id)`,
      `create index "IDX_device_parent" on device (parent_id)`,
      `alter table service_location add column contacts jsonb not null default '[]'`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table service_location drop column contacts');
    await runner.query('alter table device drop column parent_port, drop column parent_id, drop column subscription_id, drop column owner');
  }
}
