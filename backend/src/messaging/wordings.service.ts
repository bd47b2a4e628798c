import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { TenancyService, type Brand } from '../tenancy/tenancy.service.js';
import { localeOf, type Language } from '../tenancy/tenant.entity.js';
import { letterCases, variantOf, type LetterCase } from './letter-cases.js';
import { factsOf } from './letter-facts.js';
import { faultsOf, LETTER_FIELDS, reworded, wordsOf, type LetterWords } from './letter-words.js';
import { LetterWording, MessageWording } from './letter-wording.entity.js';
import { letterOf, shown, type Letter, type LetterData, type Template } from './letters.js';
import { MessagePreview } from './message-preview.js';
import type { WordingInput, WordingKey } from './wording.inputs.js';
import { WordingChanged, WordingRefused } from './wording.results.js';

const MOST_VERSIONS = 50;

/** What a provider says in its own words instead of ours: by message, case and language, every version kept. */
@Injectable()
export class WordingsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly tenancy: TenancyService,
  ) {}

  /** A letter in the words in force; inside the open transaction. */
  async letter<T extends Template>(template: T, language: Language, data: LetterData[T], brand: Brand): Promise<Letter> {
    const letter = letterOf(template, localeOf(language), data, brand);
    const own = await this.newest({ template, variant: variantOf(template, data), language });
    return own ? reworded(letter, own, factsOf(template, localeOf(language), data, brand)) : letter;
  }

  /** Every message with sample data, as it would be sent. */
  previews(me: Actor, language: Language): Promise<MessagePreview[]> {
    return this.db.tx(me, async () => {
      const { brand, cases } = await this.samples(me, language);
      const own = await this.db.repo(LetterWording).createQueryBuilder('w').distinctOn(['w.template', 'w.variant']).where('w.language = :language', { language }).orderBy('w.template').addOrderBy('w.variant').addOrderBy('w.version', 'DESC').getMany();
      return cases.map((one) => preview(one, language, brand, own.find(({ template, variant }) => template === one.template && variant === variantOf(one.template, one.data)) ?? null));
    });
  }

  /** Our words and theirs for one message, with what may stand in them. */
  wording(me: Actor, key: WordingKey): Promise<MessageWording> {
    return this.db.tx(me, async () => {
      const { ours, facts } = await this.open(me, key);
      const { template, variant, language } = key;
      const versions = await this.db.repo(LetterWording).find({ where: { template, variant, language }, order: { version: 'DESC' }, take: MOST_VERSIONS });
      const [newest] = versions;
      const inForce = Object.fromEntries(LETTER_FIELDS.map((field) => [field, newest?.[field] ?? ours[field]])) as unknown as LetterWords;
      return Object.assign(new MessageWording(), { id: `${template}:${variant}:${language}`, template, variant, language, version: newest?.version ?? 0, ours, inForce, placeholders: Object.entries(facts).map(([name, sample]) => ({ name, sample })), versions });
    });
  }

  /** How words would look that are not kept yet. */
  preview(me: Actor, input: WordingInput): Promise<MessagePreview | WordingRefused> {
    return this.db.tx(me, async () => {
      const { one, ours, facts, brand } = await this.open(me, input);
      const faults = faultsOf(input, ours, Object.keys(facts));
      return faults.length ? WordingRefused.of(faults) : preview(one, input.language, brand, { version: input.basedOn, ...changes(input, ours) });
    });
  }

  /** Keeps new words as the next version; what equals ours is ours again. */
  save(me: Actor, input: WordingInput): Promise<MessageWording | WordingRefused | WordingChanged> {
    return this.db.tx(me, async () => {
      const { ours, facts } = await this.open(me, input);
      const faults = faultsOf(input, ours, Object.keys(facts));
      if (faults.length) return WordingRefused.of(faults);
      const { template, variant, language, basedOn } = input;
      const { subject, heading, body, sms } = changes(input, ours);
      const made = await this.db.query<{ id: string }>(
        `insert into letter_wording (template, variant, language, version, subject, heading, body, sms, by, created_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 where coalesce((select max(version) from letter_wording where template = $1 and variant = $2 and language = $3), 0) = $4 - 1
         on conflict (tenant_id, template, variant, language, version) do nothing returning id`,
        [template, variant, language, basedOn + 1, subject, heading, body, sms, me.name, this.clock.now()]);
      if (!made.length) return WordingChanged.by((await this.newest({ template, variant, language }))?.by ?? '');
      return this.wording(me, { template, variant, language });
    });
  }

  private newest({ template, variant, language }: WordingKey): Promise<LetterWording | null> {
    return this.db.repo(LetterWording).findOne({ where: { template, variant, language }, order: { version: 'DESC' } });
  }

  /** A message that can be reworded, with our words for it. */
  private async open(me: Actor, { template, variant, language }: WordingKey): Promise<{ readonly one: LetterCase; readonly brand: Brand; readonly ours: LetterWords; readonly facts: Readonly<Record<string, string>> }> {
    const { brand, cases } = await this.samples(me, language);
    const one = cases.find((other) => other.template === template && variantOf(other.template, other.data) === variant);
    if (!one) throw new NotFoundError();
    // What this case knows nothing of cannot stand in its words.
    const facts = Object.fromEntries(Object.entries(factsOf(one.template, localeOf(language), one.data, brand)).filter(([, value]) => value !== ''));
    return { one, brand, facts, ours: wordsOf(letterOf(one.template, localeOf(language), one.data, brand), facts) };
  }

  private async samples(me: Actor, language: Language): Promise<{ readonly brand: Brand; readonly cases: readonly LetterCase[] }> {
    const tenant = (await this.tenancy.byId(me.tenantId))!;
    return { brand: await this.tenancy.brandOf(tenant), cases: letterCases(await this.tenancy.addressOf(me.tenantId), localeOf(language)) };
  }
}

type Own = { readonly [F in keyof LetterWords]: string | null };

/** What differs from ours; line ends as we write them. */
function changes(words: LetterWords, ours: LetterWords): Own {
  const own = LETTER_FIELDS.map((field) => [field, words[field].replace(/\r\n?/g, '\n').trim()] as const);
  return Object.fromEntries(own.map(([field, text]) => [field, text === ours[field].trim() ? null : text])) as unknown as Own;
}

/** A message as its reader would see it, with sample data. */
function preview({ template, data }: LetterCase, language: Language, brand: Brand, own: (Own & { readonly version: number }) | null): MessagePreview {
  const locale = localeOf(language);
  const ours = letterOf(template, locale, data, brand);
  const letter = own ? reworded(ours, own, factsOf(template, locale, data, brand)) : ours;
  const { subject, html, text } = shown(letter, 'EMAIL', locale, brand);
  return Object.assign(new MessagePreview(), { template, variant: variantOf(template, data), version: own?.version ?? 0, isOwn: !!own && LETTER_FIELDS.some((field) => own[field] !== null), subject: subject ?? '', html: html ?? '', text, sms: letter.sms });
}
