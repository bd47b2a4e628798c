import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { ShareLink } from './share-link.entity.js';

/** The provider has not switched share links on. */
@ObjectType({ implements: Problem })
export class ShareLinksOff extends Problem {
  protected readonly says = {
    fr: 'Les liens de partage sont désactivés. Une personne qui gère les réglages peut les activer.',
    en: 'Share links are switched off. Somebody who looks after the settings can switch them on.',
  };
}

/** A link that was just made. */
@ObjectType({ description: 'A link that was just made.' })
export class ShareLinkCreated {
  @Field(() => ShareLink) shareLink: ShareLink;
  @Field(() => String, { nullable: true, description: 'The address to copy: told this once, and null when the same request is sent again.' }) url: string | null;

  static of(shareLink: ShareLink, url: string): ShareLinkCreated {
    return Object.assign(new ShareLinkCreated(), { shareLink, url });
  }

  /** What is recorded for a retry: everything but the secret, which is kept nowhere. */
  toJSON(): object {
    const { hash: _hash, ...shareLink } = this.shareLink;
    return { shareLink, url: null };
  }
}

export const CreateShareLinkResult = createUnionType({ name: 'CreateShareLinkResult', types: () => [ShareLinkCreated, ShareLinksOff] as const });
