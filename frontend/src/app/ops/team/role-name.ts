import { Pipe, type PipeTransform, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { isSeeded } from './permission-areas';

/** A role as people call it: `{{ employee.role | roleName }}`. */
@Pipe({ name: 'roleName', pure: false })
export class RoleNamePipe implements PipeTransform {
  private readonly transloco = inject(TranslocoService);

  transform(role: string): string {
    return isSeeded(role) ? this.transloco.translate(`ops.team.seeded.${role}`) : role;
  }
}
