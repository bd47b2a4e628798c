import { TestBed } from '@angular/core/testing';
import { InMemoryCache } from '@apollo/client/core';
import { APOLLO_TESTING_CACHE, ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { provideTexts, settle, signIn } from '../../../../test/support';
import { possibleTypes } from '../../core/graphql/possible-types.generated';
import { InvoiceDraft } from './invoice-draft';
import { OpsDraftCustomerDocument, OpsDraftDocument, OpsReviseDraftDocument } from './invoice-draft.generated';

const place = (id: string, province: string) => ({ __typename: 'ServiceLocation' as const, id, name: id, line1: `1, rue ${id}`, province });

describe('a draft that is written anew', () => {
  it('keeps the province of its taxes, and shows its prices as they are typed here', async () => {
    TestBed.configureTestingModule({
      imports: [ApolloTestingModule],
      providers: [provideTexts('fr', 'ops', 'domain'), { provide: APOLLO_TESTING_CACHE, useValue: new InMemoryCache({ possibleTypes }) }],
    });
    const graphql = TestBed.inject(ApolloTestingController);
    signIn({ permissions: ['invoices:read', 'invoices:write'] });
    const fixture = TestBed.createComponent(InvoiceDraft);
    fixture.componentRef.setInput('customerId', 'c1');
    fixture.componentRef.setInput('invoiceId', 'i1');
    await settle(fixture);
    graphql.expectOne(OpsDraftCustomerDocument).flushData({ customer: { __typename: 'Customer', id: 'c1', name: 'Deux rives', balance: { __typename: 'Money', amount: 0, currency: 'CAD' }, locations: [place('Gatineau', 'QC'), place('Ottawa', 'ON')] } });
    graphql.expectOne(OpsDraftDocument).flushData({ invoice: { __typename: 'Invoice', id: 'i1', province: 'ON', dueOn: null, memo: '', lines: [{ __typename: 'InvoiceLine', id: 'l1', description: 'Câblage', quantity: 2, unitPrice: { __typename: 'Money', amount: 1_250, currency: 'CAD' }, taxClass: 'STANDARD', periodStart: null, periodEnd: null }] } });
    await settle(fixture);
    const root = fixture.nativeElement as HTMLElement;
    expect(root.querySelector<HTMLInputElement>('.each input')!.value).toBe('12,50');
    root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle(fixture);
    const sent = graphql.expectOne(OpsReviseDraftDocument);
    expect(sent.operation.variables['input']).toMatchObject({ customerId: 'c1', locationId: 'Ottawa', lines: [{ description: 'Câblage', quantity: 2, unitPrice: 1_250 }] });
    sent.flushData({ reviseDraft: { __typename: 'Invoice', id: 'i1' } });
  });
});
