import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { SignInMethod } from '../tenancy/tenant.entity.js';

/** A sign-in link was made and is on its way. */
@ObjectType({ description: 'A sign-in link was made and is on its way.' })
export class SignInLinkSent {
  @Field(() => [String], { description: 'EMAIL, SMS or both.' }) channels: string[];

  static to({ email, phone }: { readonly email: string | null; readonly phone: string | null }): SignInLinkSent {
    return Object.assign(new SignInLinkSent(), { channels: [...(email ? ['EMAIL'] : []), ...(phone ? ['SMS'] : [])] });
  }
}

@ObjectType({ implements: Problem })
export class NowhereToSend extends Problem {
  protected readonly says = {
    fr: 'Il n’y a ni adresse de courriel ni téléphone où envoyer le lien. Ajoutez-en un, puis réessayez.',
    en: 'There is no e-mail address or phone to send the link to. Add one, then try again.',
  };
}

@ObjectType({ implements: Problem })
export class SentTooOften extends Problem {
  protected readonly says = {
    fr: 'Plusieurs liens viennent déjà d’être envoyés. Attendez quelques minutes avant d’en envoyer un autre.',
    en: 'Several links have just been sent already. Wait a few minutes before sending another one.',
  };
}

export const SendSignInLinkResult = createUnionType({ name: 'SendSignInLinkResult', types: () => [SignInLinkSent, NowhereToSend, SentTooOften] as const });

/** Who is signed in. */
@ObjectType({ description: 'Who is signed in.' })
export class SignedInPerson {
  @Field({ description: 'customer, staff or technician.' }) kind: string;
  @Field() name: string;
  @Field() locale: string;
  @Field(() => [String]) permissions: string[];
  @Field(() => String, { nullable: true, description: 'The session this request came with.' }) sessionId: string | null;
}

/** A passkey of the person who is signed in. */
@ObjectType({ description: 'A passkey of the person who is signed in.' })
export class Passkey {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field() createdAt: Date;
  @Field(() => Date, { nullable: true }) lastUsedAt: Date | null;
  @Field({ description: 'Whether the owner’s other devices have it too.' }) synced: boolean;
}

/** How the person who is signed in can prove who they are. */
@ObjectType({ description: 'How the person who is signed in can prove who they are.' })
export class Security {
  @Field(() => [SignInMethod], { description: 'How the provider lets this person sign in, the first offered first.' }) methods: SignInMethod[];
  @Field({ description: 'Whether a password was chosen.' }) password: boolean;
  @Field({ description: 'Whether an authenticator app is on.' }) totp: boolean;
  @Field(() => Int, { description: 'Recovery codes that still work.' }) recoveryCodesLeft: number;
  @Field(() => [Passkey]) passkeys: Passkey[];
}
