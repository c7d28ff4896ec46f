import type { Framework } from '@echo-twins/shared/contract/frameworks';

/** How a framework says no in the native profile, where the contract leaves it to the framework. */
export interface NativeAnswers {
  /** The body of the 400 for a message that is missing or no string. */
  readonly badMessage: object;
  /** The status for a body of a type that is neither JSON nor text. */
  readonly notJson: number;
  /** The type of error pages. */
  readonly errorType: RegExp;
}

/** Express validates nothing by itself and takes a body of an unknown type for none; its error pages are HTML. */
const EXPRESS: NativeAnswers = {
  badMessage: { error: 'Missing "message" field in request body' },
  notJson: 400,
  errorType: /^text\/html\b/u,
};

/** Fastify validates by schema and refuses types for which it has no parser; its errors are JSON. */
const FASTIFY: NativeAnswers = {
  badMessage: { statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request' },
  notJson: 415,
  errorType: /^application\/json\b/u,
};

/** What the contract expects of each framework in particular. */
export const NATIVE: Readonly<Record<Framework['name'], NativeAnswers>> = {
  Express: EXPRESS,
  Fastify: FASTIFY,
};
