import { systemActor } from '../../src/auth/actor.js';
import { StaffUser } from '../../src/auth/auth.entity.js';
import { Priority } from '../../src/tickets/ticket.entity.js';
import { TicketsService } from '../../src/tickets/tickets.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const Open = `mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { __typename ... on Ticket { id number status raisedBy messages { body authorName internal } } ... on Problem { message } } }`;
const Reply = `mutation Reply($id: ID!, $input: ReplyInput!) { replyToTicket(id: $id, input: $input) { __typename ... on TicketMessage { id body author } ... on Problem { message } } }`;
const Update = `mutation Update($id: ID!, $input: UpdateTicketInput!) { updateTicket(id: $id, input: $input) { id status } }`;
const Thread = `query Thread($id: ID!) { ticket(id: $id) { status messages { body internal author } } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function world() {
  const tenant = await aTenant(app);
  const customer = await aCustomer(app, tenant.id);
  return { tenant, customer, portal: as(app, contactOf(tenant.id, customer.id, 'owner', { name: 'Nathalie' })), support: as(app, staffOf(tenant.id, 'support', { name: 'Sylvie' })) };
}
const help = { subject: 'Internet lent', description: 'Depuis hier soir.' };

describe('asking for help', () => {
  it('opens a ticket with the words of the customer and a number', async () => {
    const { portal } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    expect(openTicket).toMatchObject({ __typename: 'Ticket', number: 'T-000001', status: 'OPEN', raisedBy: 'Nathalie', messages: [{ body: 'Depuis hier soir.', authorName: 'Nathalie', internal: false }] });
  });

  it('is told to write something when there are only blanks', async () => {
    const { portal } = await world();
    expect((await portal.run(Open, { input: { ...help, description: '\u200b  \n' } })).openTicket).toEqual({ __typename: 'MessageIsEmpty', message: 'The message is empty. Write what is going on, then send.' });
  });

  it('names the field when the text is too long', async () => {
    const { portal } = await world();
    const [error] = await portal.errors(Open, { input: { ...help, description: 'a'.repeat(100_000) } });
    expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { description: 'isLength' } });
  });

  it('opens one ticket however often the same request arrives, and refuses its key for another', async () => {
    const { portal } = await world();
    const key = 'one-and-the-same-key';
    const numbers = (await Promise.all(Array.from({ length: 8 }, () => portal.answer(Open, { input: help, key })))).map(({ data, errors }) => (data as { openTicket?: { number: string } } | null)?.openTicket?.number ?? errors?.[0]?.extensions.code);
    expect(new Set(numbers.filter((n) => n !== 'CONFLICT'))).toEqual(new Set(['T-000001']));
    expect((await portal.run(Open, { input: help, key })).openTicket.number).toBe('T-000001');
    expect((await portal.errors(Open, { input: { ...help, subject: 'Autre chose' }, key }))[0]!.extensions.code).toBe('KEY_REUSED');
  });

  it('numbers tickets without gaps when many arrive at once', async () => {
    const { portal } = await world();
    const opened = await Promise.all(Array.from({ length: 20 }, () => portal.run(Open, { input: help })));
    expect(opened.map(({ openTicket }) => openTicket.number).sort()).toEqual(Array.from({ length: 20 }, (_, i) => `T-${String(i + 1).padStart(6, '0')}`));
  });
});

describe('answering', () => {
  it('shows the customer what staff said, live, and never an internal note', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const feed = await portal.subscribe('subscription Said($id: ID!) { ticketReplied(id: $id) { body author } }', { id: openTicket.id });
    await support.run(Reply, { id: openTicket.id, input: { body: 'Client difficile', internal: true } });
    await support.run(Reply, { id: openTicket.id, input: { body: 'Un technicien passera demain.' } });
    expect(await feed.next()).toEqual({ ticketReplied: { body: 'Un technicien passera demain.', author: 'STAFF' } });
    expect(feed.received).toHaveLength(1);
    expect((await portal.run(Thread, { id: openTicket.id })).ticket).toEqual({ status: 'REPLIED', messages: [{ body: 'Depuis hier soir.', internal: false, author: 'CUSTOMER' }, { body: 'Un technicien passera demain.', internal: false, author: 'STAFF' }] });
    expect((await support.run(Thread, { id: openTicket.id })).ticket.messages).toHaveLength(3);
    await feed.close();
  });

  it('refuses a reply to a closed ticket, and takes a resolved one up again', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    await support.run(Update, { id: openTicket.id, input: { status: 'RESOLVED' } });
    expect((await portal.run(Reply, { id: openTicket.id, input: { body: 'Toujours lent.' } })).replyToTicket.__typename).toBe('TicketMessage');
    expect((await portal.run(Thread, { id: openTicket.id })).ticket.status).toBe('OPEN');
    await support.run(Update, { id: openTicket.id, input: { status: 'CLOSED' } });
    expect((await portal.run(Reply, { id: openTicket.id, input: { body: 'Encore.' } })).replyToTicket.__typename).toBe('TicketIsClosed');
  });

  it('gives the same answer for a ticket of somebody else and for none', async () => {
    const [mine, theirs] = [await world(), await world()];
    const { openTicket } = await theirs.portal.run(Open, { input: help });
    const neighbour = as(app, contactOf(theirs.tenant.id, (await aCustomer(app, theirs.tenant.id)).id));
    for (const stranger of [mine.portal, mine.support, neighbour]) {
      expect((await stranger.run(Thread, { id: openTicket.id })).ticket).toBeNull();
      const [error] = await stranger.errors(Reply, { id: openTicket.id, input: { body: 'Bonjour' } });
      expect(error).toEqual((await stranger.errors(Reply, { id: '018f0000-0000-7000-8000-000000000000', input: { body: 'Bonjour' } }))[0]);
    }
  });

  it('does not let a customer change the status', async () => {
    const { portal } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    expect((await portal.errors(Update, { id: openTicket.id, input: { status: 'CLOSED' } }))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a fault that asks for a ticket', () => {
  it('has one open ticket however many ask, and closes it only when nobody touched it', async () => {
    const { tenant, customer, support } = await world();
    const tickets = app.app.get(TicketsService, { strict: false });
    const fault = { condition: 'device-1:optical_power', subject: 'Signal optique faible', description: 'Sous −27 dBm.', priority: Priority.HIGH, customerId: customer.id, locationId: null, deviceId: null };
    const opened = await Promise.all(Array.from({ length: 10 }, () => tickets.openForCondition(tenant.id, fault)));
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    const { ticket } = opened[0]!;
    await support.run(Reply, { id: ticket.id, input: { body: 'Je regarde.' } });
    await tickets.closeUntouched(tenant.id, ticket.id, 'Le signal est revenu.');
    expect((await support.run(Thread, { id: ticket.id })).ticket.status).toBe('REPLIED');
    await support.run(Update, { id: ticket.id, input: { status: 'RESOLVED' } });
    const again = await tickets.openForCondition(tenant.id, fault);
    expect(again.isNew).toBe(true);
    await tickets.closeUntouched(tenant.id, again.ticket.id, 'Le signal est revenu.');
    expect((await support.run(Thread, { id: again.ticket.id })).ticket.status).toBe('RESOLVED');
  });

  it('is told when the visit is done', async () => {
    const { tenant, portal } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    await app.app.get(TicketsService, { strict: false }).jobCompleted(systemActor(tenant.id), openTicket.id, { jobNumber: 'J-000001', technician: 'Marie', outcome: 'Modem remplacé.' });
    const { ticket } = await portal.run(Thread, { id: openTicket.id });
    expect(ticket.status).toBe('RESOLVED');
    expect(ticket.messages.at(-1).body).toContain('Modem remplacé.');
  });
});

describe('the desk', () => {
  const assign = 'mutation Give($id: ID!, $input: UpdateTicketInput!) { updateTicket(id: $id, input: $input) { assignee { name } } }';

  it('sees who waits the longest first, and not whom it has answered', async () => {
    const { portal, support } = await world();
    const [first, second, third] = [await portal.run(Open, { input: help }), await portal.run(Open, { input: help }), await portal.run(Open, { input: help })].map(({ openTicket }) => openTicket);
    await support.run(Reply, { id: second.id, input: { body: 'Nous regardons.' } });
    await portal.run(Reply, { id: first.id, input: { body: 'Et alors ?' } });
    expect((await support.run('{ waitingTickets { id } }')).waitingTickets).toEqual([{ id: third.id }, { id: first.id }]);
    expect((await portal.errors('{ waitingTickets { id } }'))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('counts several lists in one question, without listing them', async () => {
    const { portal, support } = await world();
    for (let n = 0; n < 3; n++) await portal.run(Open, { input: help });
    expect(await support.run('{ waiting: tickets(filter: { status: [OPEN] }, first: 1) { totalCount } mine: tickets(filter: { mine: true }, first: 1) { totalCount } }')).toEqual({ waiting: { totalCount: 3 }, mine: { totalCount: 0 } });
  });

  it('gives a ticket to a colleague of the same provider, and takes it away again', async () => {
    const [{ tenant, portal, support }, elsewhere] = [await world(), await world()];
    const hire = (tenantId: string, name: string) => app.db.tx(systemActor(tenantId), () => app.db.repo(StaffUser).save(Object.assign(new StaffUser(), { email: `${name}@example.ca`, name, role: 'support', active: true })));
    const [luc, stranger] = [await hire(tenant.id, 'Luc'), await hire(elsewhere.tenant.id, 'Ann')];
    const { openTicket } = await portal.run(Open, { input: help });
    expect((await support.run('{ ticketAssignees { name } }')).ticketAssignees).toEqual([{ name: 'Luc' }, { name: 'Sylvie' }]);
    expect((await support.run(assign, { id: openTicket.id, input: { assigneeId: luc.id } })).updateTicket.assignee).toEqual({ name: 'Luc' });
    expect((await support.errors(assign, { id: openTicket.id, input: { assigneeId: stranger.id } }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await support.run(assign, { id: openTicket.id, input: { unassign: true } })).updateTicket.assignee).toBeNull();
  });
});
