/** Metadata key under which `@Allow` keeps the permissions, any of which opens an operation or field. */
export const PERMISSION = 'demarc:permission';
