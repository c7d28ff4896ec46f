/** What is wrong with a configuration. */
export type Problem = BadValue | Fault;

/** Something that is not about one value. */
interface Fault {
  /** The file and the line. */
  readonly place: string;
  readonly message: string;
}

/** One value that cannot be used. */
interface BadValue {
  /** The environment variable, or the path inside a configuration file. */
  readonly key: string;
  /** What was given, as text; undefined when nothing was. */
  readonly value: string | undefined;
  /** What would be accepted. */
  readonly accepted: string;
}

/** Configuration that cannot be used: the program stops with exit code 2 and one line a problem. */
export class ConfigError extends Error {
  readonly code = 'BAD_CONFIGURATION';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** One line for a person: the key, the value, what is accepted. A value whose key looks secret is not shown. */
export function describeProblem(problem: Problem): string {
  if ('message' in problem) return `${problem.place}: ${problem.message}`;
  const { key, value, accepted } = problem;
  if (value === undefined) return `${key} is not set: expected ${accepted}`;
  // Where a secret is kept is none; a secret that was put there in place of a path is.
  const isPath = key.endsWith('_FILE') && value.startsWith('/');
  const open = withoutCredentials(value);
  const shown =
    isSecretName(key) && !isPath
      ? '(hidden)'
      : JSON.stringify(open.length > 100 ? `${open.slice(0, 100)}…` : open);
  return `${key}=${shown} cannot be used: expected ${accepted}`;
}

/** A text without what may be name and password of a URL: rather too much is hidden, for it may not be a valid one. */
function withoutCredentials(text: string): string {
  const end = text.lastIndexOf('@');
  if (!text.slice(0, Math.max(end, 0)).includes(':')) return text;
  const scheme = text.indexOf('://');
  const start = scheme === -1 || scheme > end ? 0 : scheme + '://'.length;
  return `${text.slice(0, start)}(hidden)${text.slice(end)}`;
}

/** Whether a variable's name says that its value is nobody else's business. */
export function isSecretName(name: string): boolean {
  return /SECRET|TOKEN|PASSW|KEY|CREDENTIAL|DATABASE_URL/iu.test(name);
}
