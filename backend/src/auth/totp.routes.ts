import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { systemActor, type Actor } from './actor.js';
import { personOf, type Person } from './person.js';
import { qrCode } from '../platform/qr-code.js';
import { PROOF_TRIES } from './rate-limits.service.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { secondText } from './sign-in-texts.js';
import { StepUpService } from './step-up.service.js';
import { TotpService } from './totp.service.js';

/** One's own authenticator app. Plain routes and no mutations: recorded answers would keep secrets that are shown once. */
@Routes()
@Injectable()
export class TotpRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly totp: TotpService,
    private readonly stepUp: StepUpService,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    const own = (path: string, handler: (visit: Visit, person: Person, me: Actor) => Promise<unknown>) =>
      this.door.member(fastify, path, async (visit, me) => {
        const person = personOf(me);
        if (!person) return visit.reply.status(403).send({ error: 'forbidden' });
        if (!(await this.stepUp.isFreshFor(me))) return visit.reply.status(403).send({ error: 'step_up_needed' });
        return this.db.tx(systemActor(me.tenantId), () => handler(visit, person, me));
      });
    own('/auth/totp/begin', (visit, person, me) => this.begin(visit, person, me));
    own('/auth/totp/confirm', (visit, person) => this.confirm(visit, person));
    own('/auth/totp/recovery', (visit, person) => this.renew(visit, person));
    own('/auth/totp/remove', async ({ reply }, person) => {
      await this.totp.remove(person);
      return reply.send({ ok: true });
    });
  }

  private async begin({ tenant, reply }: Visit, person: Person, me: Actor): Promise<unknown> {
    const setUp = await this.totp.begin(person, tenant.name, me.name);
    return setUp ? reply.send({ ...setUp, qr: await qrCode(setUp.uri) }) : reply.status(409).send({ error: 'totp_on' });
  }

  private async confirm(visit: Visit, person: Person): Promise<unknown> {
    const { reply, body, locale, tenant } = visit;
    if (!(await this.door.within(visit, 'totp', `${tenant.id}:${person.id}`, PROOF_TRIES))) return reply;
    const recoveryCodes = await this.totp.confirm(person, textOf(body['code'], 20));
    return recoveryCodes ? reply.send({ recoveryCodes }) : reply.status(400).send({ error: 'second_wrong', message: secondText(locale) });
  }

  private async renew({ reply }: Visit, person: Person): Promise<unknown> {
    if (!(await this.totp.isOn(person))) return reply.status(409).send({ error: 'totp_off' });
    return reply.send({ recoveryCodes: await this.totp.renewRecovery(person) });
  }
}
