import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { ServiceNotice } from './notice.entity.js';

/** The end comes before the beginning. */
@ObjectType({ implements: Problem })
export class NoticeEndsBefore extends Problem {
  protected readonly says = { fr: 'La fin vient avant le début. Corrigez l’une ou l’autre heure.', en: 'The end comes before the beginning. Correct one of the two times.' };
}

/** Maintenance is announced with its end. */
@ObjectType({ implements: Problem })
export class NoticeEndMissing extends Problem {
  protected readonly says = { fr: 'Dites quand les travaux se terminent : c’est la première question des clients.', en: 'Say when the maintenance ends: it is the first thing customers ask.' };
}

/** It is over already. */
@ObjectType({ implements: Problem })
export class NoticeOver extends Problem {
  protected readonly says = { fr: 'Cet avis est déjà terminé. Publiez-en un nouveau si le problème est revenu.', en: 'This notice is over already. Publish another one if the problem is back.' };
}

export const ServiceNoticeResult = createUnionType({ name: 'ServiceNoticeResult', types: () => [ServiceNotice, NoticeEndsBefore, NoticeEndMissing, NoticeOver] as const });
