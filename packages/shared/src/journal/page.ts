import { type EchoesQuery, PAGE_SIZE } from '../contract/echoes.ts';

/** A part of the journal. */
export interface Page {
  readonly limit: number;
  /** The id of the echo that it begins after; undefined for the newest. */
  readonly after: string | undefined;
}

/** What a query of `GET /echoes` asks for. */
export function pageOf({ limit = '', after = '' }: EchoesQuery): Page {
  return { limit: Number(limit) || PAGE_SIZE, after: after || undefined };
}

/** Where the page after these begins: undefined when there was not even one more than asked for. */
export function nextAfter(found: readonly { readonly id: string }[], { limit }: Page): string | null {
  return found.length > limit ? (found[limit - 1]?.id ?? null) : null;
}
