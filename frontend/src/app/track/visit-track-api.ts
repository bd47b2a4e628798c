import { SERVER } from '../core/http/viewing';

/** What somebody who waits is shown. */
export interface Coming {
  readonly tenant: { readonly name: string; readonly colour: string; readonly logoUrl: string | null; readonly phone: string | null; readonly timeZone: string };
  readonly title: string;
  readonly technician: string;
  readonly windowStart: string | null;
  readonly windowEnd: string | null;
  readonly minutes: number | null;
  readonly stopsBefore: number;
  readonly near: { readonly lat: number; readonly lon: number } | null;
}

/** Asks how far the technician is: `gone` when the link shows nothing any more, `broken` when nobody could be asked. */
export async function askComing(secret: string, stop: AbortSignal): Promise<Coming | 'gone' | 'broken'> {
  try {
    const response = await fetch(`${SERVER}/eta/open`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret }), signal: stop });
    if (response.status === 404) return 'gone';
    return response.ok ? ((await response.json()) as Coming) : 'broken';
  } catch {
    return 'broken'; // no network, or the page is being left
  }
}
