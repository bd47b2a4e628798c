import { Injectable } from '@nestjs/common';
import { TechnicianAccounts, type Identifier, type TechnicianAccount } from '../auth/accounts.service.js';
import { Db } from '../platform/db/db.js';

const ACCOUNT = 'select id, name, email, phone from technician where active';

/** Finds technicians for sign-in: by e-mail or by the last 10 digits of their telephone. */
@Injectable()
export class TechnicianAccountsService extends TechnicianAccounts {
  constructor(private readonly db: Db) {
    super();
  }

  async find(identifier: Identifier): Promise<TechnicianAccount[]> {
    if (identifier.kind === 'email') return this.rows(`${ACCOUNT} and lower(email) = $1 order by id`, identifier.email);
    if (identifier.kind === 'phone') return this.rows(`${ACCOUNT} and right(regexp_replace(phone, '\\D', '', 'g'), 10) = $1 order by id`, identifier.lastTen);
    return [];
  }

  async of(technicianId: string): Promise<TechnicianAccount | undefined> {
    const [account] = await this.rows(`${ACCOUNT} and id = $1`, technicianId);
    return account;
  }

  private async rows(text: string, value: string): Promise<TechnicianAccount[]> {
    const rows = await this.db.query<{ id: string; name: string; email: string | null; phone: string | null }>(text, [value]);
    return rows.map(({ id, ...account }) => ({ technicianId: id, ...account }));
  }
}
