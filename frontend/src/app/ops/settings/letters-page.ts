import { Component, computed, effect, ElementRef, inject, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { form, FormField, maxLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { Language, WordingField } from '../../core/graphql/schema.generated';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { LetterPreview } from './letter-preview';
import { FIELD_OF, groupOf, LETTER_GROUPS, sameWords, textsOf, wordsOf, type Words, type WordsField } from './letter-words';
import { LetterPreviewsDocument, LetterWordingDocument, PreviewWordsDocument, SaveWordsDocument, type PreviewWordsQuery } from './letters.generated';
import { SettingsFrame } from './settings-frame';

/** What the server says of a text. */
interface Fault {
  readonly field: WordingField;
  readonly placeholder: string;
  readonly isMissing: boolean;
}

type Shown = Extract<PreviewWordsQuery['previewWording'], { __typename: 'MessagePreview' }>;

const NOTHING: Words = { subject: '', heading: '', body: '', sms: '' };
/** How long somebody pauses before what they wrote is shown. */
const PAUSE_MS = 350;

/** Settings: what each message says, in the provider's own words, by language, with every version. */
@Component({
  selector: 'app-letters-page',
  imports: [Field, FormField, Icon, LetterPreview, RelativeTime, SettingsFrame, TranslocoPipe],
  templateUrl: './letters-page.html',
  styleUrls: ['./settings-form.css', './letters-page.css'],
})
export class LettersPage {
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly fields = viewChild<ElementRef<HTMLElement>>('fields');

  protected readonly language = signal<Language>(inject(Locale).language() === 'en' ? 'EN' : 'FR');
  /** Message and case, as `payment-reminder:first`. */
  protected readonly chosen = signal('job-on-the-way:');
  protected readonly list = query(LetterPreviewsDocument, () => ({ language: this.language() }));
  protected readonly groups = computed(() => {
    const all = this.list.data()?.messagePreviews ?? [];
    return Object.keys(LETTER_GROUPS).map((group) => ({ group, letters: all.filter(({ template }) => groupOf(template) === group) }));
  });
  private readonly key = computed(() => {
    const [template = '', variant = ''] = this.chosen().split(':');
    return { template, variant, language: this.language() };
  });
  private readonly answer = query(LetterWordingDocument, () => this.key());
  protected readonly wording = computed(() => {
    const found = this.answer.data()?.messageWording;
    const { template, variant, language } = this.key();
    return found && found.template === template && found.variant === variant && found.language === language ? found : undefined;
  });
  protected readonly failed = computed(() => Boolean(this.list.error() ?? this.answer.error()) && !this.wording());
  private readonly inForce = computed<Words>(() => (this.wording() ? wordsOf(this.wording()!.inForce, this.wording()!.ours) : NOTHING));
  protected readonly model = linkedSignal<Words>(() => this.inForce());
  protected readonly form = form(this.model, (path) => {
    for (const [field, most] of [[path.subject, 150], [path.heading, 150], [path.body, 5_000], [path.sms, 480]] as const) {
      required(field);
      maxLength(field, most);
    }
  });
  protected readonly hasChanges = computed(() => !!this.wording() && !sameWords(this.model(), this.inForce()));
  protected readonly isOurs = computed(() => !!this.wording() && sameWords(this.model(), this.wording()!.ours));
  /** What is shown: what was written, once its writer pauses. */
  private readonly settled = signal({ of: '', words: NOTHING });
  protected readonly shown = query(PreviewWordsDocument, () => {
    const { of, words } = this.settled();
    const now = this.wording();
    return now?.id === of && Object.values(words).every((text) => text.trim()) ? { input: { ...untracked(() => this.key()), ...words, basedOn: now.version } } : undefined;
  });
  /** The last text that could be shown. */
  protected readonly preview = linkedSignal<PreviewWordsQuery | undefined, Shown | undefined>({
    source: this.shown.data,
    computation: (data, before) => (data?.previewWording.__typename === 'MessagePreview' ? data.previewWording : before?.value),
  });
  protected readonly saveWords = mutation(SaveWordsDocument);
  protected readonly problem = signal('');
  private readonly refused = signal<readonly Fault[]>([]);
  /** What the server found, said next to its field. */
  protected readonly wrong = computed<Partial<Record<WordsField, string>>>(() => {
    const found = this.shown.data()?.previewWording;
    const faults = found?.__typename === 'WordingRefused' ? found.faults : this.refused();
    return Object.fromEntries(faults.map(({ field, placeholder, isMissing }) => [FIELD_OF[field], this.transloco.translate(`ops.letters.${isMissing ? 'missing' : 'unknown'}`, { placeholder })]));
  });
  private last: WordsField = 'body';

  constructor() {
    effect((onCleanup) => {
      const [words, of] = [this.model(), this.wording()?.id ?? ''];
      const wait = setTimeout(() => this.settled.set({ of, words }), untracked(() => this.hasChanges()) ? PAUSE_MS : 0);
      onCleanup(() => clearTimeout(wait));
    });
  }

  protected choose(key: string): void {
    this.problem.set('');
    this.refused.set([]);
    this.chosen.set(key);
  }

  /** The text in which a placeholder is put: where somebody wrote last. */
  protected remember(event: FocusEvent): void {
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset['field'];
    if (field) this.last = field as WordsField;
  }

  protected insert(name: string): void {
    const control = this.fields()?.nativeElement.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-field=${this.last}] :is(input, textarea)`);
    if (!control) return;
    const [from, to] = [control.selectionStart ?? control.value.length, control.selectionEnd ?? control.value.length];
    const written = `{${name}}`;
    this.model.update((words) => ({ ...words, [this.last]: `${control.value.slice(0, from)}${written}${control.value.slice(to)}` }));
    control.focus();
    setTimeout(() => control.setSelectionRange(from + written.length, from + written.length));
  }

  protected texts(sms: string): string {
    return this.transloco.translate('ops.letters.smsLength', { n: sms.length, count: textsOf(sms) });
  }

  protected ours(): void {
    this.model.set(wordsOf({}, this.wording()!.ours));
  }

  protected take(version: { readonly [F in WordsField]?: string | null }): void {
    this.model.set(wordsOf(version, this.wording()!.ours));
  }

  protected undo(): void {
    this.problem.set('');
    this.refused.set([]);
    this.model.set(this.inForce());
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.refused.set([]);
    await submit(this.form, async () => {
      try {
        const { saveMessageWording } = await this.saveWords({ input: { ...this.key(), ...this.model(), basedOn: this.wording()!.version } });
        if (saveMessageWording.__typename === 'WordingRefused') this.refused.set(saveMessageWording.faults);
        this.problem.set(problemOf(saveMessageWording));
        if (saveMessageWording.__typename === 'WordingChanged') this.answer.reload();
        if (saveMessageWording.__typename !== 'MessageWording') return undefined;
        this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
        this.list.reload();
      } catch (error) {
        this.problem.set(this.transloco.translate(explain(error)));
      }
      return undefined;
    });
  }

  protected retry(): void {
    this.list.reload();
    this.answer.reload();
  }
}
