import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { ImportRun } from './import.entity.js';

@ObjectType({ implements: () => Problem })
export class UploadIsEmpty extends Problem {
  @Field({ description: 'A file that an export has.' }) example: string = 'Customer.jsonl';
  protected readonly says = {
    fr: 'Aucun fichier d’une exportation ERPNext n’a été téléversé, comme Customer.jsonl. Choisissez le dossier de l’exportation.',
    en: 'No file of an ERPNext export was uploaded, such as Customer.jsonl. Choose the folder of the export.',
  };
}

export const StartImportResult = createUnionType({ name: 'StartImportResult', types: () => [ImportRun, UploadIsEmpty] as const, resolveType: (value: unknown) => (value instanceof UploadIsEmpty ? UploadIsEmpty : ImportRun) });
