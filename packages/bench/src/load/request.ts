/** A request that is sent over and over. */
export interface RequestKind {
  /** As tables name it. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A GET without a body. */
export function get(path: string): RequestKind {
  return { name: `GET ${path}`, method: 'GET', path, headers: {}, body: '' };
}

/** A POST of JSON. */
export function postJson(path: string, value: unknown): RequestKind {
  const body = JSON.stringify(value);
  return {
    name: `POST ${path}`,
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body,
  };
}
