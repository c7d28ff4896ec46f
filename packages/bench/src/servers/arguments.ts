const [, , first, second = ''] = process.argv;

/** The port that a program of this folder is to listen on: its first argument. */
export const port = Number(first);

/** The URL that a proxy is to forward to: its second argument. */
export const upstream = second;
