/** Somebody to ask for at a place. */
export interface PlaceContact {
  readonly name: string;
  readonly phone: string;
  readonly note: string;
}

const PART = /\s*[·;|]\s*/;
const PHONE = /^\+?[\d ().-]{7,}(?:\s*(?:#|x|poste|ext\.?)\s*\d+)?$/i;

/** One person a line: the name, a telephone number when there is one, and the rest as a note. */
export function contactsIn(text: string): readonly PlaceContact[] {
  return text.split('\n').flatMap((line) => {
    const [name, ...more] = line.split(PART).map((part) => part.trim()).filter(Boolean);
    if (!name) return [];
    const phone = more.find((part) => PHONE.test(part)) ?? '';
    return [{ name, phone, note: more.filter((part) => part !== phone).join(' · ') }];
  });
}

/** As it is written, so that it can be changed. */
export const textOf = (contacts: readonly PlaceContact[]): string => contacts.map(({ name, phone, note }) => [name, phone, note].filter(Boolean).join(' · ')).join('\n');
