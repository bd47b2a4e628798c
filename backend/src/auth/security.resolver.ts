import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsUUID, Length } from 'class-validator';
import { Db } from '../platform/db/db.js';
import { Ready } from '../platform/graphql/engine.js';
import { BadInputError, NotFoundError, StepUpError } from '../platform/graphql/errors.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { Allow } from './allow.js';
import type { Passkey } from './auth.results.js';
import { Security } from './auth.results.js';
import { Me } from './me.js';
import { PasskeysService, type PasskeyFacts } from './passkeys.service.js';
import { PasswordsService } from './passwords.service.js';
import { personOf, type Person } from './person.js';
import { methodsOf } from './sign-in-policy.js';
import { StepUpService } from './step-up.service.js';
import { TotpService } from './totp.service.js';

/** Which passkey, and its new name. */
@ArgsType()
export class RenamePasskeyArgs {
  @Field(() => ID) @IsUUID() id: string;
  @Field() @Length(1, 60) name: string;
}

/** One's own proofs, of customers' people and of the office alike; secrets that are shown once have routes of their own. */
@Resolver()
export class SecurityResolver {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
    private readonly passwords: PasswordsService,
    private readonly totp: TotpService,
    private readonly passkeys: PasskeysService,
    private readonly stepUp: StepUpService,
  ) {}

  @Allow('tenant:read')
  @Query(() => Security, { nullable: true, description: 'One’s own ways to sign in; nothing for a technician, who comes by link.' })
  async security(@Me() me: Actor): Promise<Ready<Security | null>> {
    const person = personOf(me);
    if (!person) return new Ready<Security | null>(null);
    const tenant = (await this.tenancy.byId(me.tenantId))!;
    return this.db.tx(systemActor(me.tenantId), async () => {
      const account = me.customerId ? await this.accounts.customers.of(me.customerId, me.contactId ?? null) : undefined;
      return new Ready<Security | null>({
        methods: [...methodsOf(tenant, me.staffId ? 'staff' : account?.company ? 'company' : 'household')],
        password: await this.passwords.isSet(person),
        totp: await this.totp.isOn(person),
        recoveryCodesLeft: await this.totp.recoveryLeft(person),
        passkeys: (await this.passkeys.list(person)).map(shown),
      });
    });
  }

  @Allow('tenant:read')
  @Mutation(() => Boolean, { description: 'Gives one of one’s own passkeys another name.' })
  renamePasskey(@Me() me: Actor, @Args() { id, name }: RenamePasskeyArgs): Promise<boolean> {
    if (!name.trim()) throw new BadInputError('A passkey needs a name.', { name: 'length' });
    return this.own(me, (person) => this.passkeys.rename(person, id, name.trim()));
  }

  @Allow('tenant:read')
  @Mutation(() => Boolean, { description: 'Takes one of one’s own passkeys away; needs a fresh proof, whatever the policy.' })
  async removePasskey(@Me() me: Actor, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    if (!(await this.stepUp.isFreshFor(me))) throw new StepUpError('SECURITY');
    return this.own(me, (person) => this.passkeys.remove(person, id));
  }

  private async own(me: Actor, work: (person: Person) => Promise<void>): Promise<boolean> {
    const person = personOf(me);
    if (!person) throw new NotFoundError();
    await this.db.tx(systemActor(me.tenantId), () => work(person));
    return true;
  }
}

const shown = ({ id, name, createdAt, lastUsedAt, synced }: PasskeyFacts): Passkey => ({ id, name, createdAt, lastUsedAt, synced });
