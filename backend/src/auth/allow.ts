import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@demarc/permissions';
import { PERMISSION } from '../platform/graphql/permission.js';

/**
 * Who may: stands above every query, mutation and subscription, and above fields that need more than their parent.
 * `public` needs no session. Without it there is no access at all.
 */
export const Allow = (permission: Permission | 'public') => SetMetadata(PERMISSION, permission);
