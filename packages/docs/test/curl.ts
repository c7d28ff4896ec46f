/** A request as a `curl` command line says it. */
export interface CurlRequest {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
}

const WORD = /'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<bare>[^\s'"]+)/gu;

/**
 * Reads the command lines of the README, which is all of curl that it uses: `-X`, `-H`, `-d`, `-s` and a URL. So the
 * examples are tested where there is no curl, too.
 *
 * @throws {Error} on an option that it does not know
 */
export function parseCurl(command: string): CurlRequest {
  const words = Array.from(
    command.matchAll(WORD),
    ({ groups }) =>
      groups?.['single'] ?? groups?.['double']?.replaceAll(/\\(.)/gu, '$1') ?? groups?.['bare'] ?? '',
  );
  if (words.shift() !== 'curl') throw new Error(`not a curl command: ${command}`);
  let url = '';
  let method: string | undefined;
  let body: string | undefined;
  const headers: Record<string, string> = {};
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-X') method = words.shift();
    else if (word === '-d') body = words.shift();
    else if (word === '-H') {
      const [name = '', value = ''] = (words.shift() ?? '').split(/:\s*/u, 2);
      headers[name] = value;
    } else if (word.startsWith('-') && word !== '-s') throw new Error(`unknown option ${word}: ${command}`);
    else url = word;
  }
  const init = { method: method ?? (body === undefined ? 'GET' : 'POST'), headers };
  return { url, init: body === undefined ? init : { ...init, body } };
}
