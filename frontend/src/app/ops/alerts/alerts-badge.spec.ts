import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { provideTexts, screen, settle, signIn } from '../../../../test/support';
import { NavBadges } from '../../core/shell/nav';
import { AlertsBadge } from './alerts-badge';
import { ActiveAlertsChangedDocument, ActiveAlertsDocument } from './alerts-badge.generated';

async function open(permissions: readonly string[] = ['alerts:read']) {
  TestBed.configureTestingModule({ imports: [ApolloTestingModule], providers: [provideRouter([]), provideTexts('fr', 'ops')] });
  signIn({ permissions });
  const graphql = TestBed.inject(ApolloTestingController);
  const fixture = TestBed.createComponent(AlertsBadge);
  await settle(fixture);
  const tell = async (activeAlertCountChanged: number) => {
    graphql.expectOne(ActiveAlertsChangedDocument).flushData({ activeAlertCountChanged });
    await settle(fixture);
  };
  return { graphql, fixture, page: screen(fixture), tell };
}

describe('the badge of alerts', () => {
  it('says that all is well, then how many are active as they begin, and counts in the navigation', async () => {
    const { graphql, fixture, page, tell } = await open();
    graphql.expectOne(ActiveAlertsDocument).flushData({ activeAlertCount: 0 });
    await settle(fixture);
    expect(page.get('link', 'Tout va bien').getAttribute('href')).toBe('/ops/alerts');
    await tell(1);
    expect(page.get('status').textContent).toMatch(/^\s*1\s+alerte active\s*$/);
    expect(TestBed.inject(NavBadges).of('alerts')).toEqual({ count: 1, tone: 'bad' });
  });

  it('is not there for whoever may not see alerts, and asks nothing', async () => {
    const { graphql, page } = await open([]);
    graphql.expectNone(ActiveAlertsDocument);
    expect(page.find('link')).toEqual([]);
  });
});
