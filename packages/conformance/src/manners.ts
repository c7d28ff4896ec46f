import type { Framework } from '@echo-twins/shared/contract/frameworks';

/** Whose behaviour a service shows: each framework's own, or one for both. */
export type Profile = 'native' | 'aligned';

/** How a service says no, where the contract leaves it to the framework or to the profile. */
export interface Manners {
  /** The body of the 400 for a message that is missing or no string. */
  readonly badMessage: object;
  /** The status for a body of a type that is neither JSON nor text. */
  readonly notJson: number;
  /** The status for a body of text. */
  readonly text: number;
  /** The type of error pages. */
  readonly errorType: RegExp;
}

/** Express validates nothing by itself and takes a body of an unknown type for none; its error pages are HTML. */
const EXPRESS: Manners = {
  badMessage: { error: 'Missing "message" field in request body' },
  notJson: 400,
  text: 400,
  errorType: /^text\/html\b/u,
};

/** Fastify validates by schema and refuses types for which it has no parser; its errors are JSON. */
const FASTIFY: Manners = {
  badMessage: { statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request' },
  notJson: 415,
  // It has a parser for text, and then misses the message in a string.
  text: 400,
  errorType: /^application\/json\b/u,
};

/** Problems of RFC 9457, whichever framework. */
const ALIGNED: Manners = {
  badMessage: { type: 'urn:problem-type:echo:invalid-message', title: 'Bad Request', status: 400 },
  notJson: 415,
  text: 415,
  errorType: /^application\/problem\+json$/u,
};

const MANNERS: Readonly<Record<Profile, Readonly<Record<Framework['name'], Manners>>>> = {
  native: { Express: EXPRESS, Fastify: FASTIFY },
  aligned: { Express: ALIGNED, Fastify: ALIGNED },
};

/** What the contract expects of a service in particular. */
export function mannersOf({ framework, profile }: { framework: Framework; profile: Profile }): Manners {
  return MANNERS[profile][framework.name];
}
