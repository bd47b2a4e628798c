import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { InMemoryCache } from '@apollo/client/core';
import { APOLLO_TESTING_CACHE, ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { provideTexts, screen, settle, signIn } from '../../../../test/support';
import { possibleTypes } from '../../core/graphql/possible-types.generated';
import { BillingPage } from './billing-page';
import { OpsBillingRunMovedDocument, OpsBillingRunsDocument, type BillingRunRowFragment } from './billing-page.generated';

const money = (amount: number) => ({ __typename: 'Money' as const, amount, currency: 'CAD' });
const aRun = (over: Partial<BillingRunRowFragment> = {}): BillingRunRowFragment => ({
  __typename: 'BillingRun', id: 'r1', periodStart: '2026-12-01', periodEnd: '2026-12-31', status: 'ISSUING', shadow: false, startedBy: 'Louise', confirmedBy: 'Louise', customers: 620, issued: 0, held: 20, createdAt: '2026-11-21T12:00:00Z', finishedAt: null, total: money(5_699_660), ...over,
});

describe('a billing run on the page', () => {
  it('is followed as it goes: the bar and the figures move with each word of it', async () => {
    TestBed.configureTestingModule({
      imports: [ApolloTestingModule],
      providers: [provideRouter([]), provideTexts('fr', 'ops', 'domain'), { provide: APOLLO_TESTING_CACHE, useValue: new InMemoryCache({ possibleTypes }) }],
    });
    const graphql = TestBed.inject(ApolloTestingController);
    signIn({ permissions: ['invoices:read', 'invoices:write'] });
    const fixture = TestBed.createComponent(BillingPage);
    const bar = () => (fixture.nativeElement as HTMLElement).querySelector('progress');
    await settle(fixture);
    graphql.expectOne(OpsBillingRunsDocument).flushData({ billingRuns: { __typename: 'BillingRunPage', nodes: [aRun()] }, billingPolicy: { __typename: 'BillingPolicy', paused: false, pausedBy: '', pausedAt: null, billingDay: 1 } });
    await settle(fixture);
    const page = screen(fixture);
    const news = graphql.expectOne(OpsBillingRunMovedDocument);
    const bars: (number | undefined)[] = [];
    for (const issued of [0, 200, 400, 600]) {
      news.flushData({ billingRunMoved: aRun({ issued }) });
      await settle(fixture);
      bars.push(bar()?.value);
      expect(page.text()).toContain(String(issued));
    }
    expect(bars).toEqual([0, 33, 67, 100]);
    news.flushData({ billingRunMoved: aRun({ issued: 600, status: 'DONE', finishedAt: '2026-11-21T12:01:00Z' }) });
    await settle(fixture);
    expect(page.text()).toContain('Terminée');
    expect(bar()).toBeNull();
  });
});
