import { Module } from '@nestjs/common';
import { CustomerAccounts } from '../auth/accounts.service.js';
import { ColleaguesResolver } from './colleagues.resolver.js';
import { ColleaguesService } from './colleagues.service.js';
import { ContactsService } from './contacts.service.js';
import { CustomerAccountsService } from './customer-accounts.service.js';
import { CustomerPartsResolver } from './customer-parts.resolver.js';
import { CustomerSearch } from './customer-search.js';
import { CustomersResolver } from './customers.resolver.js';
import { CustomerSessionsResolver } from './customer-sessions.resolver.js';
import { CustomersService } from './customers.service.js';
import { LocationsService } from './locations.service.js';
import { OwnReachResolver } from './own-reach.resolver.js';
import { OwnReachService } from './own-reach.service.js';
import { SearchIndex } from './search-index.service.js';
import { SearchResolver } from './search.resolver.js';
import { SearchService } from './search.service.js';
import { SearchSources } from './search-sources.service.js';

@Module({
  providers: [
    { provide: CustomerAccounts, useClass: CustomerAccountsService },
    CustomersResolver, CustomerPartsResolver, CustomerSessionsResolver, SearchResolver, ColleaguesResolver, ColleaguesService, OwnReachResolver, OwnReachService, CustomersService, ContactsService, LocationsService, SearchService, SearchSources, SearchIndex, CustomerSearch,
  ],
  exports: [CustomersService, ContactsService, LocationsService, SearchService, SearchSources, SearchIndex],
})
export class CustomersModule {}
