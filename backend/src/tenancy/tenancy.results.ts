import { createUnionType, Field, Float, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { contrast, WHITE } from './colour-contrast.js';
import { DomainProblem, Tenant, TenantDomain } from './tenant.entity.js';

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
export class LanguageNotOffered extends Problem {
  protected readonly says = {
    fr: 'La langue par défaut doit être parmi celles que vos clients peuvent choisir.',
    en: 'The default language must be among those your customers may choose.',
  };
}

@ObjectType({ implements: Problem })
export class OpenLinksForbidden extends Problem {
  protected readonly says = {
    fr: 'Sur ce serveur, un lien de connexion ne peut pas s’ouvrir par quiconque le détient. Choisissez une autre façon.',
    en: 'On this server a sign-in link may not open for anybody who holds it. Choose another way.',
  };
}

@ObjectType({ implements: Problem })
export class SmsNumberTaken extends Problem {
  protected readonly says = {
    fr: 'Un autre fournisseur de ce serveur utilise déjà ce numéro. Choisissez-en un autre.',
    en: 'Another provider on this server already uses this number. Choose another.',
  };
}

/** Why settings are not taken. */
export type UpdateRefusal = ColourTooPale | LanguageNotOffered | OpenLinksForbidden | SmsNumberTaken;

export const UpdateTenantResult = createUnionType({ name: 'UpdateTenantResult', types: () => [Tenant, ColourTooPale, LanguageNotOffered, OpenLinksForbidden, SmsNumberTaken] as const });

@ObjectType({ implements: Problem })
export class DomainAlreadyYours extends Problem {
  protected readonly says = { fr: 'Ce domaine est déjà dans votre liste.', en: 'This domain is already in your list.' };
}

@ObjectType({ implements: Problem })
export class DomainNotPointing extends Problem {
  @Field() host: string;
  @Field({ description: 'The name its CNAME must have.' }) expected: string;
  @Field(() => DomainProblem) why: DomainProblem;
  @Field(() => String, { nullable: true, description: 'Where its CNAME leads instead.' }) pointsAt: string | null;

  protected get says() {
    const { host, expected, pointsAt } = this;
    return {
      [DomainProblem.NO_RECORD]: { fr: `${host} n’a pas encore d’enregistrement CNAME. Créez-le chez votre registraire, vers ${expected}, puis attendez quelques minutes.`, en: `${host} has no CNAME record yet. Make one at your registrar, to ${expected}, and wait a few minutes.` },
      [DomainProblem.POINTS_ELSEWHERE]: { fr: `${host} mène à ${pointsAt}. Changez son enregistrement CNAME pour qu’il mène à ${expected}.`, en: `${host} leads to ${pointsAt}. Change its CNAME record so that it leads to ${expected}.` },
      [DomainProblem.NO_ANSWER]: { fr: `Les serveurs de noms de ${host} ne répondent pas. Réessayez dans quelques minutes.`, en: `The name servers of ${host} do not answer. Try again in a few minutes.` },
      [DomainProblem.TAKEN]: { fr: `${host} est déjà utilisé par un autre fournisseur. Écrivez-nous si c’est le vôtre.`, en: `${host} is already used by another provider. Write to us if it is yours.` },
    }[this.why];
  }

  static of(host: string, expected: string, why: DomainProblem, pointsAt: string | null): DomainNotPointing {
    return Object.assign(new DomainNotPointing(), { host, expected, why, pointsAt });
  }
}

@ObjectType({ implements: Problem })
export class DomainStays extends Problem {
  protected readonly says = {
    fr: 'C’est à cette adresse que vos clients et votre bureau se connectent : elle reste.',
    en: 'Your customers and your office sign in at this address: it stays.',
  };
}

export const AddDomainResult = createUnionType({ name: 'AddDomainResult', types: () => [TenantDomain, DomainAlreadyYours] as const });
export const CheckDomainResult = createUnionType({ name: 'CheckDomainResult', types: () => [TenantDomain, DomainNotPointing] as const });
export const RemoveDomainResult = createUnionType({ name: 'RemoveDomainResult', types: () => [Tenant, DomainStays] as const });
