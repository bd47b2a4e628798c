import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';

/** A statement that is on its way. */
@ObjectType({ description: 'A statement that is on its way by mail.' })
export class StatementSent {
  @Field({ description: 'The address it goes to.' }) to: string;
}

/** Nobody can be written to: there is no e-mail address on file. */
@ObjectType({ implements: Problem })
export class NoMailForStatement extends Problem {
  protected readonly says = {
    fr: 'Aucun courriel n’est au dossier. Ajoutez-en un, ou téléchargez le relevé en PDF.',
    en: 'There is no e-mail address on file. Add one, or download the statement as a PDF.',
  };
}

export const SendStatementResult = createUnionType({ name: 'SendStatementResult', types: () => [StatementSent, NoMailForStatement] as const });
