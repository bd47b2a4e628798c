import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Role, StaffUser } from '../auth/auth.entity.js';
import { Problem } from '../platform/graphql/problem.js';

/** Another role has that name. */
@ObjectType({ implements: Problem })
export class RoleNameTaken extends Problem {
  protected readonly says = { fr: 'Un autre rôle porte déjà ce nom. Choisissez-en un autre.', en: 'Another role already has this name. Choose another one.' };
}

/** The owner's role may do everything, always. */
@ObjectType({ implements: Problem })
export class OwnerRoleIsFixed extends Problem {
  protected readonly says = {
    fr: 'Le rôle de propriétaire peut tout faire et ne se modifie pas. Faites-en une copie pour un rôle plus limité.',
    en: 'The owner’s role may do everything and cannot be changed. Make a copy for a role that may do less.',
  };
}

/** A role the product came with cannot be taken away or named otherwise. */
@ObjectType({ implements: Problem })
export class SeededRoleStays extends Problem {
  protected readonly says = {
    fr: 'Ce rôle fait partie du produit : son nom reste, et il ne peut pas être supprimé.',
    en: 'This role comes with the product: its name stays, and it cannot be deleted.',
  };
}

/** Somebody still has the role. */
@ObjectType({ implements: Problem })
export class RoleInUse extends Problem {
  @Field(() => [String], { description: 'Names of those who have it.' }) people: string[];

  protected readonly says = {
    fr: 'Des personnes ont encore ce rôle. Donnez-leur-en un autre, puis supprimez-le.',
    en: 'There are people with this role. Give them another one, then delete it.',
  };

  static of(people: string[]): RoleInUse {
    return Object.assign(new RoleInUse(), { people });
  }
}

/** Nobody gives away, or takes from others, what they may not do themselves. */
@ObjectType({ implements: Problem })
export class BeyondYourRights extends Problem {
  @Field(() => [String], { description: 'The permissions that the caller does not have.' }) permissions: string[];

  protected readonly says = {
    fr: 'Vous ne pouvez donner ou retirer que les droits que vous avez vous-même.',
    en: 'You can give or take away only what you may do yourself.',
  };

  static of(permissions: string[]): BeyondYourRights {
    return Object.assign(new BeyondYourRights(), { permissions });
  }
}

/** Without an owner nobody could ever change the rights again. */
@ObjectType({ implements: Problem })
export class LastOwner extends Problem {
  protected readonly says = {
    fr: 'C’est la dernière personne propriétaire. Donnez d’abord ce rôle à quelqu’un d’autre.',
    en: 'This is the last owner. Make somebody else an owner first.',
  };
}

/** People do not shut themselves out. */
@ObjectType({ implements: Problem })
export class ThatIsYou extends Problem {
  protected readonly says = { fr: 'C’est votre propre compte. Demandez à quelqu’un d’autre de le fermer.', en: 'This is your own account. Ask somebody else to close it.' };
}

/** No role of that name, or one that is not for the office. */
@ObjectType({ implements: Problem })
export class RoleUnknown extends Problem {
  protected readonly says = { fr: 'Ce rôle n’existe plus. Choisissez-en un dans la liste.', en: 'This role no longer exists. Choose one from the list.' };
}

/** Somebody of the office has that address. */
@ObjectType({ implements: Problem })
export class EmployeeExists extends Problem {
  @Field() name: string;
  @Field({ description: 'False when the account is closed and can be opened again.' }) active: boolean;

  protected readonly says = { fr: 'Quelqu’un du bureau a déjà cette adresse.', en: 'Somebody of the office already has this address.' };

  static of({ name, active }: { readonly name: string; readonly active: boolean }): EmployeeExists {
    return Object.assign(new EmployeeExists(), { name, active });
  }
}

/** A role that is no more. */
@ObjectType({ description: 'A role that is no more.' })
export class RoleDeleted {
  @Field(() => ID) id: string;

  static of(id: string): RoleDeleted {
    return Object.assign(new RoleDeleted(), { id });
  }
}

export const RoleResult = createUnionType({ name: 'RoleResult', types: () => [Role, RoleNameTaken, OwnerRoleIsFixed, SeededRoleStays, BeyondYourRights] as const });
export const DeleteRoleResult = createUnionType({ name: 'DeleteRoleResult', types: () => [RoleDeleted, SeededRoleStays, RoleInUse, BeyondYourRights] as const });
export const EmployeeResult = createUnionType({ name: 'EmployeeResult', types: () => [StaffUser, EmployeeExists, RoleUnknown, BeyondYourRights, LastOwner, ThatIsYou] as const });
