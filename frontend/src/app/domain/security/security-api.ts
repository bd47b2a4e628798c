import { inject, Injectable } from '@angular/core';
import { Unexpected, postJson } from '../../core/http/json';
import { Languages } from '../../core/i18n/languages';
import { StepUps } from '../../core/session/step-up';

/** A refusal of the server, in the person's language. */
export class Refused extends Error {}

/** One's own proofs that are changed by plain routes; asks once more who somebody is where the server wants it. */
@Injectable({ providedIn: 'root' })
export class SecurityApi {
  private readonly stepUps = inject(StepUps);
  private readonly languages = inject(Languages);

  /** What the server answers; nothing when the person would not prove who they are. Throws `Refused` with the server's sentence. */
  async send<T>(path: string, body: object = {}): Promise<T | undefined> {
    const ask = () => postJson(path, { ...body, locale: this.languages.current() });
    let answer = await ask();
    if ((answer.body as { error?: string } | null)?.error === 'step_up_needed') {
      if (!(await this.stepUps.ask())) return undefined;
      answer = await ask();
    }
    if (answer.status === 200) return answer.body as T;
    const message = (answer.body as { message?: string } | null)?.message;
    throw message ? new Refused(message) : new Unexpected(answer.status);
  }
}
