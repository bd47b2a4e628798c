import { SERVER } from '../core/http/viewing';

/** What a share link shows. */
export interface SharedFacts {
  readonly tenant: { readonly name: string; readonly colour: string; readonly logoUrl: string | null; readonly phone: string | null; readonly timeZone: string };
  readonly label: string;
  readonly place: { readonly name: string; readonly line1: string; readonly city: string; readonly province: string };
  readonly services: readonly string[];
  readonly devices: readonly { readonly kind: string; readonly name: string }[];
  readonly troubleSince: string | null;
  readonly visit: { readonly day: string | null; readonly from: string | null; readonly until: string | null; readonly status: string } | null;
}

/** How following a link ended: it shows nothing (any more), or the line broke and may be tried again. */
export type Ending = 'gone' | 'broken';

/** Follows a shared place: hears what it looks like now and after each change, until the link ends or the line breaks. */
export async function followPlace(secret: string, hear: (facts: SharedFacts) => void, stop: AbortSignal): Promise<Ending> {
  try {
    const response = await fetch(`${SERVER}/share/live`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret }), signal: stop });
    if (response.status === 404) return 'gone';
    if (!response.ok || !response.body) return 'broken';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'broken';
      const lines = (rest + value).split('\n');
      rest = lines.pop()!;
      for (const line of lines.filter(Boolean)) {
        const facts = JSON.parse(line) as SharedFacts | { readonly ended: true };
        if ('ended' in facts) return 'gone';
        hear(facts);
      }
    }
  } catch {
    return 'broken'; // no network, or the page is being left: the caller knows which
  }
}
