import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { RemoveTerritoryDocument, SaveTerritoryDocument, type DirectoryTerritoryFragment } from './technicians.generated';

/** The parts of the area served, by the beginnings of their postal codes. */
@Component({
  selector: 'app-territories',
  imports: [Can, Dialog, Field, Icon, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="territories">
      <header>
        <h2 id="territories">{{ 'ops.technicians.territories' | transloco }}</h2>
        <button *can="'technicians:write'" type="button" class="button small" (click)="edit(undefined)"><app-icon name="plus" />{{ 'ops.technicians.addTerritory' | transloco }}</button>
      </header>
      <ul class="rows">
        @for (one of territories(); track one.id) {
          <li class="row spread">
            <span><strong>{{ one.name }}</strong> <span class="quiet">{{ one.postalPrefixes.join(', ') }}</span></span>
            <span class="row" *can="'technicians:write'">
              <button type="button" class="button quiet small icon-only" [attr.aria-label]="('ops.technicians.edit' | transloco) + ' ' + one.name" (click)="edit(one)"><app-icon name="edit" /></button>
              <button type="button" class="button quiet small icon-only" [attr.aria-label]="('ops.technicians.remove' | transloco) + ' ' + one.name" [disabled]="removing.busy()" (click)="remove(one)"><app-icon name="trash" /></button>
            </span>
          </li>
        } @empty {
          <li class="quiet">{{ 'ops.technicians.noTerritories' | transloco }}</li>
        }
      </ul>
    </section>
    @if (isOpen()) {
      <app-dialog [sheet]="true" [heading]="'ops.technicians.territory' | transloco" (closed)="isOpen.set(false)">
        <form id="territory" class="stack" (submit)="save($event, name.value, codes.value)">
          <app-field [label]="'ops.technicians.territoryName' | transloco" [error]="errors()['name']"><input class="input" #name required maxlength="60" [value]="editing()?.name ?? ''" /></app-field>
          <app-field [label]="'ops.technicians.codes' | transloco" [hint]="'ops.technicians.codesHint' | transloco" [error]="errors()['codes']"><input class="input" #codes required [value]="editing()?.postalPrefixes?.join(', ') ?? ''" /></app-field>
        </form>
        <div actions>
          <button type="button" class="button" (click)="isOpen.set(false)">{{ 'ui.cancel' | transloco }}</button>
          <button type="submit" form="territory" class="button primary" [disabled]="saving.busy()">{{ 'ops.technicians.save' | transloco }}</button>
        </div>
      </app-dialog>
    }
  `,
})
export class Territories {
  readonly territories = input.required<readonly DirectoryTerritoryFragment[]>();
  readonly changed = output();

  private readonly confirms = inject(Confirms);
  private readonly transloco = inject(TranslocoService);
  protected readonly removing = mutation(RemoveTerritoryDocument);
  protected readonly saving = mutation(SaveTerritoryDocument);
  protected readonly isOpen = signal(false);
  protected readonly editing = signal<DirectoryTerritoryFragment | undefined>(undefined);
  protected readonly errors = signal<Readonly<Record<string, string>>>({});

  protected edit(territory: DirectoryTerritoryFragment | undefined): void {
    this.editing.set(territory);
    this.errors.set({});
    this.isOpen.set(true);
  }

  protected async save(event: Event, name: string, codes: string): Promise<void> {
    event.preventDefault();
    const postalPrefixes = codes.split(/[,;\n]/).map((code) => code.trim()).filter(Boolean);
    try {
      await this.saving({ id: this.editing()?.id ?? null, input: { name, postalPrefixes } });
      this.isOpen.set(false);
      this.changed.emit();
    } catch (error) {
      const wrong = fieldErrors(error);
      this.errors.set(wrong['input.postalPrefixes'] || wrong['postalPrefixes'] ? { codes: this.transloco.translate('ops.technicians.errors.codes') } : { name: this.transloco.translate(explain(error)) });
    }
  }

  protected async remove({ id, name }: DirectoryTerritoryFragment): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`ops.technicians.${key}`);
    if (!(await this.confirms.ask({ title: say('removeTerritory'), text: name, action: say('remove'), danger: true }))) return;
    await this.removing({ id });
    this.changed.emit();
  }
}
