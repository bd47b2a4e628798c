import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { InMemoryCache } from '@apollo/client/core';
import { APOLLO_TESTING_CACHE, ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { provideTexts, screen, settle } from '../../../../test/support';
import { possibleTypes } from '../../core/graphql/possible-types.generated';
import { Unreachable } from '../../core/http/json';
import { TicketPage } from './ticket-page';
import { MyTicketDocument, MyTicketRepliedDocument, ReplyToMyTicketDocument, ThisTicketChangedDocument, type MyTicketQuery } from './ticket-page.generated';

type Ticket = NonNullable<MyTicketQuery['ticketByNumber']>;
type Message = Ticket['messages'][number];

const message = (id: string, over: Partial<Message> = {}): Message => ({ __typename: 'TicketMessage', id, author: 'CUSTOMER', authorName: 'Nathalie', body: 'Internet est lent.', internal: false, sentAt: '2026-11-21T12:00:00Z', channel: 'PORTAL', files: [], ...over });
const aTicket = (over: Partial<Ticket> = {}): Ticket => ({
  __typename: 'Ticket', id: 't1', number: 'T-000001', subject: 'Internet lent', kind: 'SUPPORT', status: 'OPEN', raisedBy: 'Nathalie', openedAt: '2026-11-21T12:00:00Z', rating: null, ratingText: '', mergedInto: null, location: null, messages: [message('m1')], ...over,
});

async function open(ticket: Ticket | null = aTicket()) {
  TestBed.configureTestingModule({
    imports: [ApolloTestingModule],
    providers: [provideRouter([]), provideTexts('fr', 'portal', 'domain'), { provide: APOLLO_TESTING_CACHE, useValue: new InMemoryCache({ possibleTypes }) }],
  });
  const graphql = TestBed.inject(ApolloTestingController);
  const fixture = TestBed.createComponent(TicketPage);
  fixture.componentRef.setInput('number', 'T-000001');
  await settle(fixture);
  const answer = async () => {
    graphql.expectOne(MyTicketDocument).flushData({ ticketByNumber: ticket });
    await settle(fixture);
  };
  return { graphql, fixture, page: screen(fixture), answer };
}

describe('the thread of a request', () => {
  it('shows what was said, and a reply of the office as it comes, where ears hear it', async () => {
    const { graphql, fixture, page, answer } = await open();
    await answer();
    expect(page.get('heading').textContent).toBe('Internet lent');
    const log = page.get('log', 'Conversation');
    expect(log.getAttribute('aria-live')).toBe('polite');
    expect(log.textContent).not.toContain('Nous regardons.');
    graphql.expectOne(MyTicketRepliedDocument).flushData({ ticketReplied: message('m2', { author: 'STAFF', authorName: 'Sylvie', body: 'Nous regardons.' }) });
    await settle(fixture);
    expect(log.querySelectorAll('article').length).toBe(2);
    expect(log.textContent).toContain('Nous regardons.');
    graphql.expectOne(ThisTicketChangedDocument).flushData({ ticketChanged: { __typename: 'Ticket', id: 't1', status: 'REPLIED' } });
    await settle(fixture);
    expect(page.text()).toContain('Nous avons répondu');
  });

  it('sends with Ctrl and Enter, shows the message once, and empties the box', async () => {
    const { graphql, fixture, page, answer } = await open();
    await answer();
    await page.type('Votre réponse', 'Encore lent ce soir.');
    page.label('Votre réponse').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await settle(fixture);
    const said = message('m2', { body: 'Encore lent ce soir.' });
    const sent = graphql.expectOne(ReplyToMyTicketDocument);
    expect(sent.operation.variables).toMatchObject({ id: 't1', body: 'Encore lent ce soir.' });
    expect((page.get('button', 'Envoyer') as HTMLButtonElement).disabled).toBe(true);
    sent.flushData({ replyToTicket: said });
    graphql.expectOne(MyTicketRepliedDocument).flushData({ ticketReplied: said });
    await settle(fixture);
    expect(page.get('log').querySelectorAll('article').length).toBe(2);
    expect(page.label('Votre réponse').value).toBe('');
  });

  it('tells a refusal next to the field, and keeps what was written', async () => {
    const { graphql, fixture, page, answer } = await open();
    await answer();
    await page.type('Votre réponse', 'Encore.');
    await page.click('button', 'Envoyer');
    graphql.expectOne(ReplyToMyTicketDocument).flushData({ replyToTicket: { __typename: 'TicketIsClosed', message: 'Cette demande est fermée.' } });
    await settle(fixture);
    const field = page.label('Votre réponse');
    expect(page.get('alert').textContent).toBe('Cette demande est fermée.');
    expect(field.getAttribute('aria-describedby')).toBe(page.get('alert').id);
    expect(field.value).toBe('Encore.');
  });

  it('keeps what was written when nobody answers, and asks for words when there are none', async () => {
    const { graphql, fixture, page, answer } = await open();
    await answer();
    await page.click('button', 'Envoyer');
    graphql.expectNone(ReplyToMyTicketDocument);
    expect(page.get('alert').textContent).toBe('Écrivez quelque chose avant d’envoyer.');
    await page.type('Votre réponse', 'Encore.');
    await page.click('button', 'Envoyer');
    graphql.expectOne(ReplyToMyTicketDocument).networkError(new Unreachable('/graphql'));
    await settle(fixture);
    expect(page.get('alert').textContent).toContain('injoignable');
    expect(page.label('Votre réponse').value).toBe('Encore.');
  });

  it('offers a new request instead of a box once it is closed', async () => {
    const { page, answer } = await open(aTicket({ status: 'CLOSED' }));
    await answer();
    expect(page.find('textbox')).toEqual([]);
    expect(page.get('link', 'Ouvrir une nouvelle demande').getAttribute('href')).toBe('/tickets/new?about=T-000001');
  });

  it('says so when it cannot be loaded, and tries again', async () => {
    const { graphql, fixture, page, answer } = await open();
    graphql.expectOne(MyTicketDocument).networkError(new Unreachable('/graphql'));
    await settle(fixture);
    expect(page.get('alert').textContent).toContain('n’a pas pu être affichée');
    await page.click('button', 'Réessayer');
    await answer();
    expect(page.get('log').textContent).toContain('Internet est lent.');
  });

  it('says so when there is no such request', async () => {
    const { page, answer } = await open(null);
    await answer();
    expect(page.get('heading').textContent).toBe('Demande introuvable');
    expect(page.get('link', 'Voir mes demandes')).toBeTruthy();
  });
});
