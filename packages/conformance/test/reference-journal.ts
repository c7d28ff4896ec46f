import { EchoAnswer } from '@echo-twins/shared/contract/answers';
import type { EchoesAnswer, JournalEntry } from '@echo-twins/shared/contract/echoes';

/** The journal of a reference service, the newest first. */
export class ReferenceJournal {
  readonly #entries: JournalEntry[] = [];

  /** Notes an answer of `POST /echo`, if it is one. */
  keep(answer: unknown, requestId: string): void {
    const { success, data } = EchoAnswer.safeParse(answer);
    if (!success) return;
    const { timestamp, hostname, client_ip, metadata, echo: message } = data;
    const time = Date.now().toString(16).padStart(12, '0');
    const number = this.#entries.length.toString().padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number}`;
    const { framework } = metadata;
    this.#entries.unshift({ id, timestamp, framework, hostname, client_ip, message, request_id: requestId });
  }

  /** A page; undefined when it cannot be asked for so. */
  page(search: string): EchoesAnswer | undefined {
    const query = new URLSearchParams(search);
    const values = (name: string): string[] => query.getAll(name).filter((value) => value !== '');
    const [limit = '20', ...limits] = values('limit');
    const [after = '', ...others] = values('after');
    if (!/^(?:[1-9]\d?|100)$/u.test(limit) || !/^(?:[\da-f-]{36})?$/u.test(after)) return undefined;
    if (limits.length + others.length > 0) return undefined;
    const found = this.#entries.filter(({ id }) => after === '' || id < after);
    const echoes = found.slice(0, Number(limit));
    return { echoes, next: found.length > echoes.length ? (echoes.at(-1)?.id ?? null) : null };
  }
}
