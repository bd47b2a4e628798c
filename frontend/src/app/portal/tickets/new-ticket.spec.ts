import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { InMemoryCache } from '@apollo/client/core';
import { APOLLO_TESTING_CACHE, ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { GraphQLError } from 'graphql';
import { provideTexts, screen, settle } from '../../../../test/support';
import { possibleTypes } from '../../core/graphql/possible-types.generated';
import { NewTicket } from './new-ticket';
import { NewTicketPlacesDocument, OpenMyTicketDocument } from './new-ticket.generated';

const place = (id: string, line1: string) => ({ __typename: 'ServiceLocation' as const, id, line1, city: 'Gatineau' });

async function open(places = [place('p1', '1, rue des Pins')], about?: string) {
  TestBed.configureTestingModule({
    imports: [ApolloTestingModule],
    providers: [provideRouter([{ path: '**', children: [] }]), provideTexts('fr', 'portal', 'domain'), { provide: APOLLO_TESTING_CACHE, useValue: new InMemoryCache({ possibleTypes }) }],
  });
  const graphql = TestBed.inject(ApolloTestingController);
  const fixture = TestBed.createComponent(NewTicket);
  if (about) fixture.componentRef.setInput('about', about);
  await settle(fixture);
  graphql.expectOne(NewTicketPlacesDocument).flushData({ myAccount: { __typename: 'Customer', id: 'c1', locations: places } });
  await settle(fixture);
  return { graphql, fixture, page: screen(fixture) };
}

describe('a new request', () => {
  it('is sent with what was written and the only address there is, and leads to its thread', async () => {
    const { graphql, fixture, page } = await open();
    await page.type('En quelques mots', 'Internet lent');
    await page.type('Ce qui se passe', 'Depuis hier soir.');
    await page.click('button', 'Envoyer la demande');
    const sent = graphql.expectOne(OpenMyTicketDocument);
    expect(sent.operation.variables['input']).toEqual({ subject: 'Internet lent', description: 'Depuis hier soir.', kind: 'SUPPORT', locationId: 'p1', files: [] });
    sent.flushData({ openTicket: { __typename: 'Ticket', id: 't1', number: 'T-000007' } });
    await settle(fixture);
    expect(TestBed.inject(Router).url).toBe('/tickets/T-000007');
  });

  it('says next to the fields what is missing, and sends nothing', async () => {
    const { graphql, page } = await open();
    await page.click('button', 'Envoyer la demande');
    graphql.expectNone(OpenMyTicketDocument);
    expect(page.find('alert').map((alert) => alert.textContent)).toEqual(['Ce champ est obligatoire.', 'Ce champ est obligatoire.']);
    expect(page.label('En quelques mots').getAttribute('aria-invalid')).toBe('true');
  });

  it('shows the server’s refusal next to the field it names', async () => {
    const { graphql, fixture, page } = await open();
    await page.type('En quelques mots', 'Internet lent');
    await page.type('Ce qui se passe', 'Depuis hier soir.');
    await page.click('button', 'Envoyer la demande');
    graphql.expectOne(OpenMyTicketDocument).graphqlErrors([new GraphQLError('Bad input', { extensions: { code: 'BAD_USER_INPUT', fields: { subject: 'isLength' } } })]);
    await settle(fixture);
    expect(page.label('En quelques mots').getAttribute('aria-describedby')).toBe(page.get('alert').id);
    expect(page.label('Ce qui se passe').value).toBe('Depuis hier soir.');
  });

  it('asks for the address only when there are several, and knows which request it follows', async () => {
    const { page } = await open([place('p1', '1, rue des Pins'), place('p2', '9, rue du Lac')], 'T-000001');
    expect(Array.from(page.label(/À quelle adresse/).querySelectorAll('option')).map((option) => option.textContent.trim())).toEqual(['Aucune en particulier', '1, rue des Pins, Gatineau', '9, rue du Lac, Gatineau']);
    expect(page.label('En quelques mots').value).toBe('Suite de la demande T-000001');
  });
});
