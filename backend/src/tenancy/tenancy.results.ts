import { createUnionType, Field, Float, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { contrast, WHITE } from './colour-contrast.js';
import { Tenant } from './tenant.entity.js';

@ObjectType({ implements: Problem })
export class ColourTooPale extends Problem {
  @Field(() => Float, { description: 'Its contrast with white; buttons need 3.' }) contrast: number;

  protected readonly says = {
    fr: 'Cette couleur est trop pâle : on ne verrait pas les boutons sur une page blanche. Choisissez-en une plus foncée.',
    en: 'This colour is too pale: buttons could not be seen on a white page. Choose a darker one.',
  };

  static of(colour: string): ColourTooPale {
    return Object.assign(new ColourTooPale(), { contrast: Math.floor(contrast(colour, WHITE) * 100) / 100 });
  }
}

@ObjectType({ implements: Problem })
export class SendingNotSetUp extends Problem {
  protected readonly says = {
    fr: 'Aucun envoi n’est configuré sur ce serveur : ni courriel, ni SMS. Configurez-en un avant d’envoyer de vrais messages.',
    en: 'This server has no way to send: neither mail nor SMS. Set one up before sending real messages.',
  };
}

@ObjectType({ implements: Problem })
export class DemoStaysCaptured extends Problem {
  protected readonly says = {
    fr: 'C’est un fournisseur de démonstration : ses messages restent dans la boîte d’envoi.',
    en: 'This is a demonstration provider: its messages stay in the outbox.',
  };
}

export const UpdateTenantResult = createUnionType({ name: 'UpdateTenantResult', types: () => [Tenant, ColourTooPale, SendingNotSetUp, DemoStaysCaptured] as const });
