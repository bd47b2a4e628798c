import { systemActor } from '../../src/auth/actor.js';
import { Contact, ContactRoleName, CustomerContact, Phone, PhoneKind } from '../../src/customers/customer.entity.js';
import { MessageChannel } from '../../src/tickets/ticket.entity.js';
import { ConversationsService } from '../../src/tickets/conversations.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { messagesTo } from '../support/builders/auth.js';
import { as } from '../support/graph.js';

const Write = `mutation Write($input: ReplyInput!) { writeMessage(input: $input) { __typename ... on TicketMessage { id body channel } ... on Problem { message } } }`;
const Say = `mutation Say($id: ID!, $input: SayInput!) { sayInConversation(id: $id, input: $input) { __typename ... on TicketMessage { id body channel internal } ... on NoWayThere { channel } ... on Problem { message } } }`;
const List = `query List($filter: ConversationFilter!) { conversations(first: 20, filter: $filter) { totalCount nodes { id address channel lastText lastAuthor waitingSince customer { name } } } }`;
const Mine = `{ myConversation { id unread messages { id body author channel internal ticket { number } } } }`;
const Thread = `query Thread($id: ID!) { conversation(id: $id) { waitingSince messages { id body channel internal ticket { number } } } }`;
const Open = `mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { ... on Ticket { id number } } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function world() {
  const tenant = await aTenant(app);
  const customer = await aCustomer(app, tenant.id, { name: 'Hélène Côté' });
  const email = `helene-${customer.number.toLowerCase()}@example.com`;
  const contact = contactOf(tenant.id, customer.id, 'owner', { name: 'Hélène' });
  await app.db.tx(systemActor(tenant.id), async () => {
    const person = await app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Hélène', email }));
    await app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: person.id, role: ContactRoleName.OWNER }));
  });
  return { tenant, customer, email, portal: as(app, contact), support: as(app, staffOf(tenant.id, 'support', { name: 'Sylvie' })), colleague: as(app, staffOf(tenant.id, 'support', { name: 'Luc' })) };
}
const service = () => app.app.get(ConversationsService, { strict: false });
const sms = (tenantId: string, address: string, body: string, sourceId: string, customerId: string | null = null) =>
  service().receive({ tenantId, channel: MessageChannel.SMS, customerId, address, name: address, body, sourceId });

describe('one conversation with a customer', () => {
  it('has what was said in tickets and outside of them, on every channel, and shows who waits', async () => {
    const { tenant, customer, portal, support } = await world();
    await portal.run(Open, { input: { subject: 'Internet lent', description: 'Depuis hier.' } });
    await sms(tenant.id, '+14505550111', 'Et la facture?', 'SM1', customer.id);
    const [row] = (await support.run(List, { filter: { waiting: true } })).conversations.nodes;
    expect(row).toMatchObject({ customer: { name: 'Hélène Côté' }, channel: 'SMS', lastText: 'Et la facture?', lastAuthor: 'CUSTOMER' });
    const { conversation } = await support.run(Thread, { id: row.id });
    expect(conversation.messages).toMatchObject([{ body: 'Et la facture?', channel: 'SMS', ticket: null }, { body: 'Depuis hier.', channel: 'PORTAL', ticket: { number: 'T-000001' } }]);
    const waiting = conversation.waitingSince;
    expect((await support.run(Say, { id: row.id, input: { body: 'Je regarde.', channel: 'PORTAL' } })).sayInConversation.__typename).toBe('TicketMessage');
    expect(waiting).not.toBeNull();
    expect((await support.run(Thread, { id: row.id })).conversation.waitingSince).toBeNull();
    expect((await support.run(List, { filter: { waiting: true } })).conversations.totalCount).toBe(0);
  });

  it('is heard live by both sides, and a note or a call by the office alone', async () => {
    const { portal, support } = await world();
    await portal.run(Write, { input: { body: 'Bonjour' } });
    const { myConversation } = await portal.run(Mine);
    const feed = await portal.subscribe('subscription { messageSaid { body } }');
    const office = await support.subscribe('subscription { messageSaid { body author } }');
    await support.run(Say, { id: myConversation.id, input: { body: 'Client pressé', channel: 'NOTE' } });
    await support.run(Say, { id: myConversation.id, input: { body: 'Appelée à 14 h', channel: 'PHONE' } });
    await support.run(Say, { id: myConversation.id, input: { body: 'Bonjour Hélène', channel: 'PORTAL' } });
    await portal.run(Write, { input: { body: 'Merci' } });
    const says = (words: string) => (data: { messageSaid: { body: string } }) => data.messageSaid.body === words;
    expect(await office.next(says('Merci'))).toEqual({ messageSaid: { body: 'Merci', author: 'CUSTOMER' } });
    await feed.next(says('Merci'));
    expect(feed.received.map(({ data }) => (data as unknown as { messageSaid: { body: string } }).messageSaid.body).filter((words) => words !== 'Bonjour')).toEqual(['Bonjour Hélène', 'Merci']);
    expect((await portal.run(Mine)).myConversation).toMatchObject({ unread: 1, messages: [{ body: 'Merci' }, { body: 'Bonjour Hélène' }, { body: 'Bonjour' }] });
    expect((await support.run(Thread, { id: myConversation.id })).conversation.messages).toHaveLength(5);
    await portal.run('mutation R($id: ID!) { readMessages(id: $id) }', { id: myConversation.id });
    expect((await portal.run(Mine)).myConversation.unread).toBe(0);
    await feed.close();
    await office.close();
  });

  it('answers by mail or SMS where the customer can be reached, and says so where not', async () => {
    const { tenant, customer, email, portal, support } = await world();
    await portal.run(Write, { input: { body: 'Bonjour' } });
    const { id } = (await portal.run(Mine)).myConversation;
    expect((await support.run(Say, { id, input: { body: 'Par texto', channel: 'SMS' } })).sayInConversation).toMatchObject({ __typename: 'NoWayThere', channel: 'SMS' });
    await app.db.tx(systemActor(tenant.id), () => app.db.repo(Phone).save(Object.assign(new Phone(), { customerId: customer.id, kind: PhoneKind.CELL, number: '450 555-0177', lastTen: '4505550177' })));
    await support.run(Say, { id, input: { body: 'Par texto', channel: 'SMS' } });
    await support.run(Say, { id, input: { body: 'Par courriel', channel: 'EMAIL' } });
    expect((await messagesTo(app, tenant.id, '450 555-0177')).map(({ text }) => text)).toEqual(['Par texto']);
    expect((await messagesTo(app, tenant.id, email)).map(({ template, text }) => [template, text.includes('Par courriel')])).toEqual([['message', true]]);
  });

  it('takes neither nothing nor far too much, from either side, and says so at the field', async () => {
    const { portal, support } = await world();
    await portal.run(Write, { input: { body: 'Bonjour' } });
    const { id } = (await portal.run(Mine)).myConversation;
    const asks = [(body: string) => [portal, Write, { input: { body } }] as const, (body: string) => [support, Say, { id, input: { body } }] as const];
    for (const ask of asks) {
      const [who, document, nothing] = ask(' \u200b\n ');
      expect(Object.values(await who.run(document, nothing))).toEqual([{ __typename: 'MessageIsEmpty', message: expect.stringMatching(/empty/) }]);
      const [error] = await who.errors(document, ask('a'.repeat(100_000))[2]);
      expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { body: 'isLength' } });
    }
    expect((await portal.run(Mine)).myConversation.messages).toHaveLength(1);
  });

  it('tells the second of two who answer at once', async () => {
    const { portal, support, colleague } = await world();
    const { writeMessage } = await portal.run(Write, { input: { body: 'Bonjour' } });
    const { id } = (await portal.run(Mine)).myConversation;
    const answers = await Promise.all([support, colleague].map((who, i) => who.run(Say, { id, input: { body: `Réponse ${i}`, seenUntil: writeMessage.id } })));
    expect(answers.map(({ sayInConversation }) => sayInConversation.__typename).sort()).toEqual(['AnsweredMeanwhile', 'TicketMessage']);
  });

  it('belongs to its customer alone', async () => {
    const [mine, theirs] = [await world(), await world()];
    await theirs.portal.run(Write, { input: { body: 'Secret' } });
    const { id } = (await theirs.portal.run(Mine)).myConversation;
    const neighbour = as(app, contactOf(theirs.tenant.id, (await aCustomer(app, theirs.tenant.id)).id));
    expect((await neighbour.run(Mine)).myConversation).toBeNull();
    expect((await mine.support.run(Thread, { id })).conversation).toBeNull();
    expect((await mine.support.errors(Say, { id, input: { body: 'x' } }))[0]!.extensions.code).toBe('NOT_FOUND');
    for (const text of [Thread, Say]) expect((await neighbour.errors(text, { id, input: { body: 'x' } }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await theirs.portal.run(Write, { input: { body: ' \u200b' } })).writeMessage.__typename).toBe('MessageIsEmpty');
  });

  it('becomes a ticket when it is about something', async () => {
    const { portal, support } = await world();
    const { writeMessage } = await portal.run(Write, { input: { body: 'Le modem est mort' } });
    const { id } = (await portal.run(Mine)).myConversation;
    const make = () => support.run('mutation M($id: ID!, $input: TicketFromMessagesInput!) { openTicketFromMessages(id: $id, input: $input) { __typename ... on Ticket { number messages { body } } } }', { id, input: { subject: 'Modem mort', messageIds: [writeMessage.id] } });
    expect((await make()).openTicketFromMessages).toEqual({ __typename: 'Ticket', number: 'T-000001', messages: [{ body: 'Le modem est mort' }] });
    expect((await make()).openTicketFromMessages.__typename).toBe('MessageIsEmpty');
    expect((await portal.run(Mine)).myConversation.messages[0].ticket).toEqual({ number: 'T-000001' });
  });
});

describe('somebody unknown', () => {
  it('waits in a conversation of their own until a person says who it is', async () => {
    const { tenant, customer, portal, support } = await world();
    await portal.run(Write, { input: { body: 'Bonjour' } });
    await sms(tenant.id, '+14505550199', 'C’est moi', 'SM10');
    await sms(tenant.id, '+14505550199', 'Allô?', 'SM11');
    await sms(tenant.id, '+14505550199', 'Allô?', 'SM11');
    const [row] = (await support.run(List, { filter: { unknown: true } })).conversations.nodes;
    expect(row).toMatchObject({ address: '+14505550199', lastText: 'Allô?', customer: null });
    const match = () => support.run('mutation M($id: ID!, $c: ID!) { matchConversation(id: $id, customerId: $c) { __typename ... on Conversation { id lastText channel messages { body } } } }', { id: row.id, c: customer.id });
    expect((await match()).matchConversation).toMatchObject({ __typename: 'Conversation', lastText: 'Allô?', channel: 'SMS', messages: [{ body: 'Allô?' }, { body: 'C’est moi' }, { body: 'Bonjour' }] });
    await expect(match()).rejects.toThrow('NOT_FOUND');
    expect((await portal.run(Mine)).myConversation.messages).toHaveLength(3);
  });

  it('is answered at the number they wrote from', async () => {
    const { tenant, support } = await world();
    const { conversationId: id } = await sms(tenant.id, '+14505550155', 'Bonjour', 'SM20');
    expect((await support.run(Say, { id, input: { body: 'Qui êtes-vous?', channel: 'EMAIL' } })).sayInConversation.__typename).toBe('NoWayThere');
    await support.run(Say, { id, input: { body: 'Qui êtes-vous?' } });
    expect((await messagesTo(app, tenant.id, '+14505550155')).map(({ text }) => text)).toEqual(['Qui êtes-vous?']);
    expect((await support.run(Thread, { id })).conversation.waitingSince).toBeNull();
  });
});

describe('finding conversations', () => {
  it('by name without accents, by address, and only those of one channel', async () => {
    const { tenant, portal, support } = await world();
    await portal.run(Write, { input: { body: 'Bonjour' } });
    await sms(tenant.id, '+14505550123', 'Bonjour', 'SM30');
    const found = async (filter: object) => (await support.run(List, { filter })).conversations.totalCount;
    expect([await found({ text: 'cote helene' }), await found({ text: '5550123' }), await found({ text: '%' }), await found({ channel: 'SMS' })]).toEqual([1, 1, 0, 1]);
  });
});
