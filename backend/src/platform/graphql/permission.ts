/** Metadata key under which `@Allow` keeps the permission that an operation or field needs. */
export const PERMISSION = 'demarc:permission';
