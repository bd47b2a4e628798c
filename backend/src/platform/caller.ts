/** On whose behalf something is read or written: the part of an actor that the platform needs to know. */
export interface Caller {
  readonly tenantId: string;
  /** The customer a portal caller is limited to; absent for staff, technicians and the system. */
  readonly customerId?: string;
  /** Whether rows of all the tenant's customers may be seen. False and no `customerId` means none. */
  readonly seesAllCustomers: boolean;
  readonly permissions: ReadonlySet<string>;
  readonly locale: Locale;
}

export type Locale = 'fr' | 'en';
