import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@demarc/permissions';
import { PERMISSION } from '../platform/graphql/permission.js';

/**
 * Who may: stands above every query, mutation and subscription, and above fields that need more than their parent.
 * Any one of the permissions is enough: `@Allow('tickets:read', 'own:read')` serves the office and the portal, whose rows
 * the service tells apart. `public` needs no session. Without it there is no access at all.
 */
export const Allow = (...permissions: readonly (Permission | 'public')[]) => SetMetadata(PERMISSION, permissions);
