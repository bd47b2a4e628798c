import { computed, inject, linkedSignal, type Signal, signal, type WritableSignal } from '@angular/core';
import { submit, type FieldTree } from '@angular/forms/signals';
import { TranslocoService } from '@jsverse/transloco';
import { fieldErrors } from '../../core/errors/explain';
import type { TenantInput } from '../../core/graphql/schema.generated';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { Toasts } from '../../ui/toast';
import { SettingsDocument, UpdateTenantDocument, type TenantSettingsFragment } from './settings.generated';

/** Who changed the settings of a page last. */
export interface LastChange {
  readonly actorName: string;
  readonly createdAt: string;
}

/** Which setting a refusal is about. */
const FIELD_OF: Readonly<Record<string, keyof TenantInput>> = {
  ColourTooPale: 'colour', LanguageNotOffered: 'language', OpenLinksForbidden: 'linkUse', SmsNumberTaken: 'smsNumber',
};

/** The settings of one page: the values in force, the form's own copy, and how they are kept. */
export interface TenantSettings<M extends object> {
  readonly tenant: Signal<TenantSettingsFragment | undefined>;
  readonly failed: Signal<boolean>;
  readonly lastChange: Signal<LastChange | null | undefined>;
  readonly model: WritableSignal<M>;
  /** What the server refused, by setting. */
  readonly refused: Signal<Partial<Record<keyof TenantInput, string>>>;
  readonly busy: Signal<boolean>;
  readonly hasChanges: Signal<boolean>;
  reload(): void;
  undo(): void;
  /** Says that a person has just changed something of this page by another way. */
  touched(): void;
  save(event: Event, form: FieldTree<M>): Promise<void>;
}

/** Watches some settings of the provider and keeps what the page's form changes; `saved` is told what is in force then. */
export function tenantSettings<M extends object>(of: readonly string[], modelOf: (tenant: TenantSettingsFragment | undefined) => M, inputOf: (model: M) => TenantInput, saved: (model: M) => void = () => undefined): TenantSettings<M> {
  const toasts = inject(Toasts);
  const transloco = inject(TranslocoService);
  const session = inject(Session);
  const data = query(SettingsDocument, () => ({ of: [...of] }));
  const update = mutation(UpdateTenantDocument);
  const tenant = computed(() => data.data()?.tenant as TenantSettingsFragment | undefined);
  const model = linkedSignal<TenantSettingsFragment | undefined, M>({ source: tenant, computation: (now) => modelOf(now) });
  const refused = signal<Partial<Record<keyof TenantInput, string>>>({});
  const mine = signal<LastChange | undefined>(undefined);
  const touched = (): void => mine.set({ actorName: session.facts()?.name ?? '', createdAt: new Date().toISOString() });

  const send = async (): Promise<void> => {
    try {
      const { updateTenant } = await update({ input: inputOf(model()) });
      const problem = problemOf(updateTenant);
      if (problem) return refused.set({ [FIELD_OF[updateTenant.__typename] ?? 'name']: problem });
      touched();
      saved(model());
      toasts.show({ text: transloco.translate('ops.settings.saved'), tone: 'good' });
    } catch (error) {
      const fields = Object.keys(fieldErrors(error)).map((path) => path.replace(/^input\./, ''));
      if (!fields.length) throw error;
      refused.set(Object.fromEntries(fields.map((name) => [name, transloco.translate('ui.fieldErrors.other')])));
    }
  };

  return {
    tenant,
    failed: computed(() => Boolean(data.error()) && !tenant()),
    lastChange: computed(() => mine() ?? (data.data() ? (data.data()!.tenant.lastChange ?? null) : undefined)),
    model,
    refused: refused.asReadonly(),
    busy: update.busy,
    hasChanges: computed(() => JSON.stringify(model()) !== JSON.stringify(modelOf(tenant()))),
    reload: () => data.reload(),
    undo: () => {
      refused.set({});
      model.set(modelOf(tenant()));
    },
    touched,
    save: async (event, form) => {
      event.preventDefault();
      refused.set({});
      await submit(form, async () => {
        await send();
        return undefined;
      });
    },
  };
}
