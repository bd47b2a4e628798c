import { ServiceLevelsService } from '../../src/tickets/service-levels.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aStaffUser, messagesTo } from '../support/builders/auth.js';
import { as } from '../support/graph.js';

const Level = `mutation Level($input: ServiceLevelInput!) { saveServiceLevel(input: $input) { id name } }`;
const Hours = `mutation Hours($input: ServiceHoursInput!) { saveServiceHours(input: $input) { week { weekday } holidays } }`;
const Open = `mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { ... on Ticket { id dueAt } } }`;
const Reply = `mutation Reply($id: ID!, $input: ReplyInput!) { replyToTicket(id: $id, input: $input) { __typename } }`;
const Update = `mutation Update($id: ID!, $input: UpdateTicketInput!) { updateTicket(id: $id, input: $input) { id } }`;
const Look = `query Look($id: ID!) { ticket(id: $id) { dueAt lateLevel priority firstRepliedAt } serviceReport { onTime warned late longLate repliedInTime byAssignee { name onTime warned late } byKind { name late } } }`;
const WEEK = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 480, to: 1020 }));

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => app.clock.reset());
afterAll(() => app.close());

async function world() {
  const tenant = await aTenant(app);
  const customer = await aCustomer(app, tenant.id);
  const [office, support, portal] = [as(app, staffOf(tenant.id, 'owner')), as(app, staffOf(tenant.id, 'support', { name: 'Sylvie' })), as(app, contactOf(tenant.id, customer.id))];
  await office.run(Hours, { input: { week: WEEK, holidays: [] } });
  await office.run(Level, { input: { name: 'Tous', replyMinutes: 120, settleMinutes: 600 } });
  await office.run(Level, { input: { name: 'Urgent', priority: 'URGENT', replyMinutes: 30, settleMinutes: 60, onlyOpenHours: false } });
  const help = (more: object = {}) => support.run(Open, { input: { subject: 'Internet lent', description: 'Depuis hier.', customerId: customer.id, ...more } }).then(({ openTicket }) => openTicket);
  const look = async (id: string) => (await support.run(Look, { id })).ticket;
  const check = () => app.app.get(ServiceLevelsService, { strict: false }).lookAt(tenant.id);
  return { tenant, customer, office, support, portal, help, look, check };
}
/** 10 o’clock on a Thursday in Toronto. */
const THURSDAY = Date.UTC(2026, 10, 19, 15);
const at = (hours: number) => app.clock.set(new Date(THURSDAY + hours * 3_600_000));
const near = (text: string, hours: number) => expect(Math.abs(new Date(text).getTime() - THURSDAY - hours * 3_600_000)).toBeLessThan(60_000);

describe('a promise', () => {
  it('is the most particular one, counted in open hours or all of them', async () => {
    at(0);
    const { customer, office, help } = await world();
    near((await help()).dueAt, 2);
    near((await help({ priority: 'URGENT' })).dueAt, 0.5);
    at(6); // an hour before closing
    near((await help()).dueAt, 6 + 1 + 15 + 1);
    await office.run(Level, { input: { name: 'Hôpital', customerId: customer.id, replyMinutes: 15, settleMinutes: 60, onlyOpenHours: false } });
    near((await help()).dueAt, 6.25);
  });

  it('stands still while the customer is to act, and goes on with what was left', async () => {
    at(0);
    const { support, portal, help, look } = await world();
    const { id } = await help();
    at(1);
    await support.run(Reply, { id, input: { body: 'Redémarrez, s’il vous plaît.' } });
    expect(await look(id)).toMatchObject({ dueAt: null, firstRepliedAt: expect.any(String) });
    at(24); // Friday, 10 o’clock: an hour of ten was used
    await portal.run(Reply, { id, input: { body: 'Toujours lent.' } });
    near((await look(id)).dueAt, 24 + 7 + 63 + 2); // seven hours on Friday, two on Monday
    await support.run(Update, { id, input: { status: 'ON_HOLD' } });
    expect((await look(id)).dueAt).toBeNull();
    await support.run(Update, { id, input: { status: 'OPEN' } });
    near((await look(id)).dueAt, 24 + 7 + 63 + 2);
  });

  it('warns, is broken and is long broken, each told once, and an answer begins anew', async () => {
    at(0);
    const { support, help, look, check } = await world();
    const { id } = await help();
    const feed = await support.subscribe('subscription C($id: ID!) { ticketChanged(id: $id) { lateLevel } }', { id });
    const levels: number[] = [];
    for (const hours of [1, 1.65, 1.7, 2.1, 3.1, 3.2]) {
      at(hours);
      await check();
      levels.push((await look(id)).lateLevel);
    }
    expect(levels).toEqual([0, 1, 1, 2, 3, 3]);
    expect((await look(id)).priority).toBe('URGENT');
    await feed.next((data) => (data as { ticketChanged: { lateLevel: number } }).ticketChanged.lateLevel === 3);
    await feed.close();
    expect((await support.run(Look, { id })).serviceReport).toMatchObject({ longLate: 1, repliedInTime: null, byAssignee: [{ late: 1 }], byKind: [{ late: 1 }] });
    await support.run(Reply, { id, input: { body: 'Nous regardons.' } });
    expect((await support.run(Look, { id })).serviceReport).toMatchObject({ longLate: 0, repliedInTime: 0 });
  });

  it('that is broken stands first on the board, is told live, and in the end to the management by mail', async () => {
    at(0);
    const { tenant, support, portal, help, check } = await world();
    const email = `direction-${tenant.slug}@bureau.example`;
    await aStaffUser(app, tenant.id, 'owner', email);
    const Board = '{ escalatedTickets { id lateLevel dueAt } }';
    const [worst, second] = [await help(), await help({ priority: 'URGENT' })];
    expect((await support.run(Board)).escalatedTickets).toEqual([]);
    const feed = await support.subscribe('subscription { ticketEscalated { id lateLevel } }');
    at(0.42);
    await check();
    expect(await feed.next()).toMatchObject({ ticketEscalated: { id: second.id, lateLevel: 1 } });
    at(2.5);
    await check();
    await feed.next((data) => (data as { ticketEscalated: { id: string; lateLevel: number } }).ticketEscalated.lateLevel === 2);
    await feed.close();
    expect((await support.run(Board)).escalatedTickets).toMatchObject([{ id: second.id, lateLevel: 3 }, { id: worst.id, lateLevel: 2 }]);
    const [mail] = await messagesTo(app, tenant.id, email);
    expect(mail).toMatchObject({ template: 'ticket-late', status: 'CAPTURED', text: expect.stringContaining(`/#/ops/tickets/${second.id}`) });
    await support.run(Reply, { id: second.id, input: { body: 'Nous regardons.' } });
    expect((await support.run(Board)).escalatedTickets).toMatchObject([{ id: worst.id }]);
    expect((await portal.errors(Board))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('is made by those who may change settings, and seen by nobody else', async () => {
    const { support, portal, help } = await world();
    expect((await support.errors(Level, { input: { name: 'Moi', replyMinutes: 5, settleMinutes: 5 } }))[0]!.extensions.code).toBe('FORBIDDEN');
    const { id } = await help();
    expect((await portal.errors('query D($id: ID!) { ticket(id: $id) { dueAt } }', { id }))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});
