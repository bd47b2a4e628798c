import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

const Open = `mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { __typename ... on Ticket { id number customer { id } messages { id body files { id name width } } } ... on Problem { message } } }`;
const Reply = `mutation Reply($id: ID!, $input: ReplyInput!) { replyToTicket(id: $id, input: $input) { __typename ... on TicketMessage { id files { id } } ... on AnsweredMeanwhile { by messageId } ... on Problem { message } } }`;
const Update = `mutation Update($id: ID!, $input: UpdateTicketInput!) { updateTicket(id: $id, input: $input) { id status tags } }`;
const Thread = `query Thread($id: ID!) { ticket(id: $id) { status rating follows { number } mergedInto { number } messages { id body internal author files { id } } } }`;
const Merge = `mutation Merge($id: ID!, $intoId: ID!) { mergeTickets(id: $id, intoId: $intoId) { __typename ... on Ticket { number status tags messages { body } } ... on Problem { message } } }`;
const Split = `mutation Split($id: ID!, $input: SplitTicketInput!) { splitTicket(id: $id, input: $input) { __typename ... on Ticket { id number subject follows { number } messages { body } } ... on Problem { message } } }`;
const Find = `query Find($text: String!) { tickets(first: 20, filter: { text: $text }) { totalCount nodes { number } } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function world() {
  const tenant = await aTenant(app);
  const customer = await aCustomer(app, tenant.id, { name: 'Hélène Côté' });
  const [contact, agent] = [contactOf(tenant.id, customer.id, 'owner', { name: 'Nathalie' }), staffOf(tenant.id, 'support', { name: 'Sylvie' })];
  return { tenant, customer, contact, agent, portal: as(app, contact), support: as(app, agent), colleague: as(app, staffOf(tenant.id, 'support', { name: 'Luc' })) };
}
const help = { subject: 'Internet lent', description: 'Depuis hier soir.' };
const photo = (width = 60) => sharp({ create: { width, height: 40, channels: 3, background: '#c33' } }).withExif({ IFD0: { Copyright: 'SECRETPLACE' } }).jpeg().toBuffer();

const HEIC = readFileSync(join(import.meta.dirname, '../cases/vision/photo.heic'));
/** The same file, saying of itself that it is 30,000 pixels wide and high. */
function bomb(): Buffer {
  const huge = Buffer.from(HEIC);
  for (let at = huge.indexOf('ispe'); at >= 0; at = huge.indexOf('ispe', at + 1)) {
    huge.writeUInt32BE(30_000, at + 8);
    huge.writeUInt32BE(30_000, at + 12);
  }
  return huge;
}

async function send(person: Parameters<typeof fetchAs>[1], bytes: Buffer, name = 'IMG 1.jpg'): Promise<{ status: number; body: { id: string; error?: string; message?: string; name?: string } }> {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(bytes)]), name);
  const response = await fetchAs(app, person, '/files/message', { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as never };
}

describe('photos beside a message', () => {
  it('are made anew, shown to both sides, and to nobody else', async () => {
    const { tenant, contact, agent, portal, support } = await world();
    const { status, body } = await send(contact, await photo(), 'modem <b>.jpg');
    expect({ status, name: body.name }).toEqual({ status: 200, name: 'modem b.jpg' });
    const { openTicket } = await portal.run(Open, { input: { ...help, files: [body.id] } });
    expect(openTicket.messages[0].files).toEqual([{ id: body.id, name: 'modem b.jpg', width: 60 }]);
    expect((await support.run(Thread, { id: openTicket.id })).ticket.messages[0].files).toEqual([{ id: body.id }]);
    for (const reader of [contact, agent]) {
      const file = await fetchAs(app, reader, `/files/message/${body.id}`);
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(file.headers.get('content-type')).toBe('image/jpeg');
      expect(file.headers.get('vary')).toMatch(/\bcookie\b/);
      expect(bytes.includes('SECRETPLACE')).toBe(false);
    }
    const neighbour = contactOf(tenant.id, (await aCustomer(app, tenant.id)).id);
    const elsewhere = await world();
    for (const stranger of [neighbour, elsewhere.agent, elsewhere.contact]) expect((await fetchAs(app, stranger, `/files/message/${body.id}`)).status).toBe(404);
    expect((await fetchAs(app, null, `/files/message/${body.id}`)).status).toBe(401);
  });

  it('beside an internal note stay in the office', async () => {
    const { contact, agent, portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const { body } = await send(agent, await photo());
    await support.run(Reply, { id: openTicket.id, input: { body: 'Voir', internal: true, files: [body.id] } });
    expect((await fetchAs(app, agent, `/files/message/${body.id}`)).status).toBe(200);
    expect((await fetchAs(app, contact, `/files/message/${body.id}`)).status).toBe(404);
  });

  it('say enough without words, go beside one message only, and are taken from their sender only', async () => {
    const { contact, agent, portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const [mine, theirs] = [(await send(contact, await photo())).body.id, (await send(agent, await photo())).body.id];
    expect((await portal.run(Reply, { id: openTicket.id, input: { body: '', files: [mine] } })).replyToTicket).toMatchObject({ __typename: 'TicketMessage', files: [{ id: mine }] });
    for (const file of [mine, theirs]) expect((await portal.errors(Reply, { id: openTicket.id, input: { body: 'Encore', files: [file] } }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await support.run(Thread, { id: openTicket.id })).ticket.messages).toHaveLength(2);
  });

  it('of an iPhone become a JPEG that everybody can open', async () => {
    const { contact } = await world();
    const { status, body } = await send(contact, HEIC, 'IMG_0042.HEIC');
    expect({ status, name: body.name }).toEqual({ status: 200, name: 'IMG_0042.HEIC' });
    const file = await fetchAs(app, contact, `/files/message/${body.id}`);
    expect([file.headers.get('content-type'), Buffer.from(await file.arrayBuffer()).subarray(0, 3).toString('hex')]).toEqual(['image/jpeg', 'ffd8ff']);
  });

  it('sent many at once are all taken, those whose sender left aside', async () => {
    const { contact } = await world();
    const bytes = await photo();
    const left = new AbortController();
    const form = new FormData();
    form.append('photo', new Blob([new Uint8Array(bytes)]), 'a.jpg');
    const gone = fetchAs(app, contact, '/files/message', { method: 'POST', body: form, signal: left.signal }).then(({ status }) => status, () => 'left');
    const all = Array.from({ length: 12 }, () => send(contact, bytes));
    left.abort();
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(['left', 200]).toContain(await gone);
    expect((await send(contact, bytes)).status).toBe(200);
  });

  it.each([
    ['26 MB', 413, 'TOO_MANY_BYTES', () => Promise.resolve(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(26 * 1024 * 1024)]))],
    ['SVG', 415, 'TYPE_NOT_TAKEN', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
    ['a page behind a photo', 415, 'MORE_THAN_AN_IMAGE', async () => Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>')])],
    ['a few bytes that unfold to 900 million pixels', 415, 'TOO_MANY_PIXELS', () => Promise.resolve(bomb())],
    ['nothing', 415, 'EMPTY', () => Promise.resolve(Buffer.alloc(0))],
  ] as const)('%s is refused in words', async (_what, status, error, bytes) => {
    const { contact } = await world();
    const answer = await send(contact, await bytes());
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.body.message!.length).toBeGreaterThan(15);
  });
});

describe('two who answer at once', () => {
  it('the second is told and nothing is said; sent again after reading, it is', async () => {
    const { portal, support, colleague } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const seenUntil = openTicket.messages[0].id;
    const input = (body: string) => ({ id: openTicket.id, input: { body, seenUntil } });
    const [first, second] = (await Promise.all([support.run(Reply, input('Réponse A')), colleague.run(Reply, input('Réponse B'))])).map(({ replyToTicket }) => replyToTicket).sort((a, b) => String(b.__typename).localeCompare(String(a.__typename)));
    expect([first.__typename, second.__typename]).toEqual(['TicketMessage', 'AnsweredMeanwhile']);
    expect(second).toMatchObject({ messageId: first.id, message: expect.stringContaining('has just answered') });
    const late = second.by === 'Sylvie' ? colleague : support;
    expect((await late.run(Thread, { id: openTicket.id })).ticket.messages).toHaveLength(2);
    expect((await late.run(Reply, { id: openTicket.id, input: { body: 'Encore', seenUntil: second.messageId } })).replyToTicket.__typename).toBe('TicketMessage');
    expect((await colleague.run(Reply, { id: openTicket.id, input: { body: 'À vérifier', internal: true, seenUntil } })).replyToTicket.__typename).toBe('TicketMessage');
  });
});

describe('sorting', () => {
  it('keeps tags in one spelling, and lists by them', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    await portal.run(Open, { input: help });
    expect((await support.run(Update, { id: openTicket.id, input: { tags: ['Fibre', 'fibre', 'Été'] } })).updateTicket.tags).toEqual(['fibre', 'été']);
    expect((await support.run('{ tickets(first: 5, filter: { tag: "Fibre" }) { nodes { id } } }')).tickets.nodes).toEqual([{ id: openTicket.id }]);
    expect((await support.errors(Update, { id: openTicket.id, input: { tags: ['<b>'] } }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('opens one on behalf of a customer, who sees it', async () => {
    const { customer, portal, support } = await world();
    const { openTicket } = await support.run(Open, { input: { ...help, customerId: customer.id } });
    expect(openTicket.customer).toEqual({ id: customer.id });
    expect((await portal.run(Thread, { id: openTicket.id })).ticket.messages).toHaveLength(1);
  });

  it('merges two into one that has everything, and leads from the first to it', async () => {
    const { portal, support } = await world();
    const [a, b] = [(await portal.run(Open, { input: { ...help, description: 'Un' } })).openTicket, (await portal.run(Open, { input: { ...help, description: 'Deux' } })).openTicket];
    await support.run(Update, { id: a.id, input: { tags: ['a'] } });
    const { mergeTickets } = await support.run(Merge, { id: a.id, intoId: b.id });
    expect(mergeTickets).toMatchObject({ number: b.number, status: 'OPEN', tags: ['a'] });
    expect(mergeTickets.messages.map(({ body }: { body: string }) => body)).toEqual(['Un', 'Deux', `Ticket ${a.number} (Internet lent) was joined to this one.`]);
    expect((await portal.run(Thread, { id: a.id })).ticket).toMatchObject({ status: 'CLOSED', mergedInto: { number: b.number }, messages: [] });
    expect((await portal.run(Thread, { id: b.id })).ticket.messages).toHaveLength(2);
  });

  it('merges neither a ticket with itself, nor with another customer’s, nor each into the other at once', async () => {
    const { tenant, portal, support } = await world();
    const stranger = as(app, contactOf(tenant.id, (await aCustomer(app, tenant.id)).id));
    const [a, b, other] = [(await portal.run(Open, { input: help })).openTicket, (await portal.run(Open, { input: help })).openTicket, (await stranger.run(Open, { input: help })).openTicket];
    for (const intoId of [a.id, other.id]) expect((await support.run(Merge, { id: a.id, intoId })).mergeTickets.__typename).toBe('TicketsDoNotMerge');
    const both = await Promise.all([support.run(Merge, { id: a.id, intoId: b.id }), support.run(Merge, { id: b.id, intoId: a.id })]);
    expect(both.map(({ mergeTickets }) => mergeTickets.__typename).sort()).toEqual(['Ticket', 'TicketsDoNotMerge']);
  });

  it('splits messages off into a ticket of their own, and leaves at least one', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const { replyToTicket } = await portal.run(Reply, { id: openTicket.id, input: { body: 'Et ma facture ?' } });
    const split = (messageIds: string[]) => support.run(Split, { id: openTicket.id, input: { subject: 'Facture', messageIds } });
    expect((await split([openTicket.messages[0].id, replyToTicket.id])).splitTicket.__typename).toBe('NothingStays');
    expect((await split([replyToTicket.id])).splitTicket).toMatchObject({ subject: 'Facture', follows: { number: openTicket.number }, messages: [{ body: 'Et ma facture ?' }] });
    expect((await portal.run(Thread, { id: openTicket.id })).ticket.messages).toHaveLength(1);
  });
});

describe('finding tickets', () => {
  it('by number, subject, person, customer and what was said, in any order, without accents', async () => {
    const { portal, support } = await world();
    const elsewhere = await world();
    await elsewhere.portal.run(Open, { input: { subject: 'Évêché sans Internet', description: 'ailleurs' } });
    const { openTicket } = await portal.run(Open, { input: { subject: 'Évêché sans Internet', description: 'Le bidule clignote en mauve.' } });
    await portal.run(Open, { input: { subject: 'Autre chose', description: 'rien' } });
    for (const text of [openTicket.number, 'internet eveche', 'ÉVÊC', 'bidule mauv']) expect((await support.run(Find, { text })).tickets.nodes).toEqual([{ number: openTicket.number }]);
    for (const text of ['helene cote', 'nathalie']) expect((await support.run(Find, { text })).tickets.totalCount).toBe(2);
    expect((await portal.run(Find, { text: 'mauve' })).tickets.nodes).toEqual([{ number: openTicket.number }]);
    for (const text of ['%_', 'introuvable', `x' | !(*`]) expect((await support.run(Find, { text })).tickets.totalCount).toBe(0);
  });

  it('never finds for a customer what the office noted', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    await support.run(Reply, { id: openTicket.id, input: { body: 'grincheux', internal: true } });
    expect((await support.run(Find, { text: 'grincheux' })).tickets.totalCount).toBe(1);
    expect((await portal.run(Find, { text: 'grincheux' })).tickets.totalCount).toBe(0);
  });
});

describe('what is ready', () => {
  const Save = `mutation Save($input: SavedReplyInput!) { saveReply(input: $input) { __typename ... on SavedReply { id name } ... on Problem { message } } }`;
  const Article = `mutation Article($input: ArticleInput!) { saveArticle(input: $input) { id } }`;
  const Suggest = `query Suggest($text: String!) { suggestedArticles(text: $text) { titleFr } }`;

  it('fills a saved reply in the customer’s language, and refuses what it does not know', async () => {
    const { portal, support } = await world();
    const input = { name: 'Bonjour', bodyFr: 'Bonjour {client}, billet {number}. {agent}', bodyEn: 'Hello {client}' };
    const { saveReply } = await support.run(Save, { input });
    expect((await support.run(Save, { input })).saveReply.__typename).toBe('NameTaken');
    expect((await support.run(Save, { input: { ...input, name: 'Autre', bodyEn: '{nom}' } })).saveReply).toMatchObject({ __typename: 'UnknownPlaceholder', message: expect.stringContaining('{nom}') });
    const { openTicket } = await portal.run(Open, { input: help });
    expect((await support.run('query F($id: ID!, $t: ID!) { filledReply(id: $id, ticketId: $t) }', { id: saveReply.id, t: openTicket.id })).filledReply).toBe(`Bonjour Nathalie, billet ${openTicket.number}. Sylvie`);
    expect((await portal.errors('{ savedReplies { name } }'))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await support.run('mutation D($id: ID!) { deleteReply(id: $id) }', { id: saveReply.id })).deleteReply).toBe(true);
  });

  it('offers published articles that fit, the best first, and counts what they did', async () => {
    const { portal, support } = await world();
    const write = async (titleFr: string, bodyFr: string, published = true) => (await support.run(Article, { input: { titleFr, titleEn: 'Title', bodyFr, bodyEn: 'Text', published } })).saveArticle.id as string;
    const slow = await write('Internet lent', 'Redémarrez le modem puis testez la vitesse.');
    await write('Lire ma facture', 'Chaque ligne a sa période.');
    await write('Internet lent : brouillon', 'À finir.', false);
    expect((await portal.run(Suggest, { text: 'Mon internet est très lent ce soir' })).suggestedArticles).toEqual([{ titleFr: 'Internet lent' }]);
    expect((await portal.run(Suggest, { text: 'ma facture du mois' })).suggestedArticles).toEqual([{ titleFr: 'Lire ma facture' }]);
    expect((await portal.run(Suggest, { text: 'le la !!' })).suggestedArticles).toEqual([]);
    await portal.run('mutation R($id: ID!) { articleRead(id: $id, helped: true) }', { id: slow });
    expect((await support.run('{ articles { titleFr helped shown } }')).articles).toContainEqual({ titleFr: 'Internet lent', helped: 1, shown: 0 });
    expect((await portal.errors('{ articles { titleFr } }'))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('asks the customer once it is over, and not before', async () => {
    const { portal, support } = await world();
    const { openTicket } = await portal.run(Open, { input: help });
    const rate = (rating: number) => portal.run('mutation Rate($id: ID!, $input: RateTicketInput!) { rateTicket(id: $id, input: $input) { __typename ... on Ticket { rating ratingText } } }', { id: openTicket.id, input: { rating, text: 'Merci' } });
    expect((await rate(5)).rateTicket.__typename).toBe('TicketStillOpen');
    await support.run(Update, { id: openTicket.id, input: { status: 'RESOLVED' } });
    expect((await rate(4)).rateTicket).toEqual({ __typename: 'Ticket', rating: 4, ratingText: 'Merci' });
    await expect(rate(6)).rejects.toThrow('BAD_USER_INPUT');
  });
});
