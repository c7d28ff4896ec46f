import type { Dish } from './program.ts';
import type { Question } from './kitchen.ts';

/**
 * How a recipe of the ledger is tried: where it goes, what is asked, and what has to come of it. It has to make the answers
 * `alike` in these aspects to those of the other framework as shipped, which they are not without it; or the answer `gives` this, which it does not without it.
 */
export interface Trial extends Omit<Dish, 'recipe'> {
  readonly ask: readonly Question[];
  readonly alike?: readonly string[];
  readonly gives?: RegExp;
  /** A word of the recipe, and what stands for it here. */
  readonly swap?: readonly [string, string];
  /** What it does as shipped takes too long to be shown here. */
  readonly slowAsShipped?: true;
}

/** The trials of one framework's recipes by the ids of their causes. */
export type Menu = Readonly<Record<string, Trial>>;

export const GET = (path: string): Question => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`;

export const POST = (path: string, body: string): Question =>
  `POST ${path} HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

export const STATUS = ['status'];
export const SHAPE = ['status', 'ctype', 'body', 'reason'];

/** What both frameworks' validation recipes take for granted. */
export const SCHEMA =
  "const schema = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };";
