/** What `compare --help` says. */
export const HELP = `compare: what two HTTP services do with the same bytes

usage: compare behaviour [options]
       compare load [options]         how fast they are: see compare load --help
       compare report FOLDER          makes the reports of a load run again

Sends every probe, byte for byte, to every lane, and tells in what the answers differ and why.

What is compared
  --lanes A,B,…        express, fastify, node (bare node:http, the control),
                       express-echo, fastify-echo (this repository's services);
                       +gateway behind a name sends everything through the gateway
                       (default: express,fastify,node)
  --profile NAME       defaults or production for express, fastify, node;
                       native or aligned for express-echo, fastify-echo;
                       aligned runs express and fastify as those services do, too
  --target NAME=URL    a service that runs somewhere else; two of them are compared
                       with each other, one is added to the other lanes
  --with PKG@VERSION   the lane on another version: --with fastify@5.0.0

With what
  --probes FILE        these probes instead of the built-in ones; may be repeated
  --filter TEXT        only probes with this in their id, group or tags; may be repeated
  --slow               the ones, too, that wait for minutes
  --fuzz N --seed S    mutate the probes N times, keep what is new, make it small

What comes out
  --json [FILE]        everything, the same bytes for the same behaviour
  --html [FILE]        one file to look into: filters, raw bytes side by side
  --markdown [FILE]    a table
  --junit [FILE]       for a build server
  --update             put down what is measured now as what is expected

Classes
  SAME < COSMETIC (looks) < SHAPE (type, body, fields) < DIVERGENT (status, connection)
  < HANG (answers nobody any more) < CRASH (the process ends)

Exit code
  0  every difference is known        1  one is unexplained, or has changed
  2  could not run; the reason is on standard error

Examples
  compare behaviour
  compare behaviour --filter routing --html report.html
  compare behaviour --lanes express,express+gateway
  compare behaviour --target flask=http://127.0.0.1:5000 --target fastapi=http://127.0.0.1:8000
`;
