/** The port that a program of this folder is to listen on: its first argument. */
export const port = Number(process.argv[2]);
