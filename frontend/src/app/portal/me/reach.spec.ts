import { TestBed } from '@angular/core/testing';
import { InMemoryCache } from '@apollo/client/core';
import { APOLLO_TESTING_CACHE, ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { provideTexts, screen, settle, signIn } from '../../../../test/support';
import { possibleTypes } from '../../core/graphql/possible-types.generated';
import { Toasts } from '../../ui/toast';
import { ReachCard } from './reach';
import { AddMyPhoneDocument, ChangeMyEmailDocument, ConfirmMyReachDocument, MyReachDocument } from './reach.generated';

const account = { __typename: 'Customer' as const, id: 'c1', billingEmail: 'comptes@example.com', phones: [{ __typename: 'Phone' as const, id: 'p1', kind: 'CELL' as const, number: '514 555-0161' }] };

async function open(language: 'fr' | 'en', permissions = ['own:read', 'own:contacts']) {
  TestBed.configureTestingModule({
    imports: [ApolloTestingModule],
    providers: [provideTexts(language, 'portal'), { provide: APOLLO_TESTING_CACHE, useValue: new InMemoryCache({ possibleTypes }) }],
  });
  signIn({ kind: 'customer', permissions: permissions as never });
  const graphql = TestBed.inject(ApolloTestingController);
  const fixture = TestBed.createComponent(ReachCard);
  await settle(fixture);
  graphql.expectOne(MyReachDocument).flushData({ myEmail: 'julie@example.com', myAccount: account });
  await settle(fixture);
  return { graphql, fixture, page: screen(fixture) };
}

describe('how one is reached', () => {
  it.each([
    { language: 'fr' as const, change: 'Changer Mon courriel', field: 'Nouvelle adresse courriel', send: 'Envoyer le code', way: 'Un code est en route vers neuve@example.com.', code: 'Code à 6 chiffres', confirm: 'Confirmer', done: 'Votre adresse est maintenant neuve@example.com' },
    { language: 'en' as const, change: 'Change My e-mail', field: 'New e-mail address', send: 'Send the code', way: 'A code is on its way to neuve@example.com.', code: '6-digit code', confirm: 'Confirm', done: 'Your address is now neuve@example.com' },
  ])('moves to a new address once its code is given back ($language)', async ({ language, change, field, send, way, code, confirm, done }) => {
    const { graphql, fixture, page } = await open(language);
    await page.click('button', change);
    await page.click('button', send);
    expect(page.label(field).getAttribute('aria-invalid')).toBe('true');
    await page.type(field, ' neuve@example.com ');
    await page.click('button', send);
    const asked = graphql.expectOne(ChangeMyEmailDocument);
    expect(asked.operation.variables['email']).toBe('neuve@example.com');
    asked.flushData({ changeMyEmail: { __typename: 'ReachCodeSent', id: 'r1', minutes: 10 } });
    await settle(fixture);
    expect(page.text()).toContain(way);
    await page.type(code, '000000');
    await page.click('button', confirm);
    graphql.expectOne(ConfirmMyReachDocument).flushData({ confirmMyReach: { __typename: 'CodeWrong', message: '…2…' } });
    await settle(fixture);
    expect(page.get('alert').textContent).toBe('…2…');
    expect(page.label(code).getAttribute('aria-describedby')).toBe(page.get('alert').id);
    await page.type(code, '042137');
    await page.click('button', confirm);
    const given = graphql.expectOne(ConfirmMyReachDocument);
    expect(given.operation.variables).toMatchObject({ id: 'r1', code: '042137' });
    given.flushData({ confirmMyReach: { __typename: 'Customer', id: 'c1' } });
    await settle(fixture);
    graphql.expectOne(MyReachDocument).flushData({ myEmail: 'neuve@example.com', myAccount: account });
    await settle(fixture);
    expect(page.find('dialog')).toEqual([]);
    expect(page.text()).toContain('neuve@example.com');
    expect(TestBed.inject(Toasts).shown().map(({ text }) => text)).toEqual([done]);
  });

  it('shows the server’s refusal next to the number', async () => {
    const { graphql, fixture, page } = await open('fr');
    await page.click('button', 'Ajouter un numéro');
    await page.type('Numéro de téléphone', '514 55');
    await page.click('button', 'Envoyer le code');
    graphql.expectOne(AddMyPhoneDocument).flushData({ addMyPhone: { __typename: 'PhoneNotUnderstood', message: 'Ce n’est pas un numéro.' } });
    await settle(fixture);
    expect(page.get('alert').textContent).toBe('Ce n’est pas un numéro.');
    expect(page.label('Numéro de téléphone').value).toBe('514 55');
  });

  it('lets those who are no owners change their own address only', async () => {
    const { page } = await open('fr', ['own:read']);
    expect(page.find('button').map((button) => button.textContent.replace(/\s+/g, ' ').trim())).toEqual(['Changer Mon courriel']);
  });
});
