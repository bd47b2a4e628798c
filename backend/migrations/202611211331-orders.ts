import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const head = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;
const tables = { sales_order: `${staff} or customer_id = (select current_customer())`, install_seat: staff };

/** Orders of the public catalogue, and the places in installation windows that they hold. */
export class Orders2026112113310 implements MigrationInterface {
  name = 'Orders2026112113310';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table sales_order (${head}, number text not null, status text not null default 'PLACED', customer_id uuid not null, location_id uuid not null, job_id uuid, lines jsonb not null default '[]', first_total bigint not null, monthly_total bigint not null, currency text not null default 'CAD',
        address_known boolean not null default true, window_start timestamp with time zone, window_end timestamp with time zone, active_at timestamp with time zone, cancelled_by text not null default '', browser text not null, key text not null,
        constraint "UQ_sales_order_number" unique (tenant_id, number), constraint "UQ_sales_order_key" unique (tenant_id, browser, key), constraint "PK_sales_order" primary key (id),
        constraint "FK_sales_order_customer" foreign key (customer_id) references customer (id), constraint "FK_sales_order_location" foreign key (location_id) references service_location (id), constraint "FK_sales_order_job" foreign key (job_id) references job (id))`,
      `create index "IDX_sales_order_customer" on sales_order (customer_id)`,
      `create index "IDX_sales_order_job" on sales_order (job_id)`,
      `create table install_seat (${head}, window_start timestamp with time zone not null, seat integer not null, order_id uuid not null,
        constraint "UQ_install_seat" unique (tenant_id, window_start, seat), constraint "PK_install_seat" primary key (id), constraint "FK_install_seat_order" foreign key (order_id) references sales_order (id))`,
      `create index "IDX_install_seat_order" on install_seat (order_id)`,
      ...Object.entries(tables).flatMap(([table, using]) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy customer_rows on ${table} as restrictive to demarc_app using (${using}) with check (${staff})`,
      ]),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table install_seat');
    await runner.query('drop table sales_order');
  }
}
