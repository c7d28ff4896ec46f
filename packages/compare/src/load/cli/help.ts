/** What `compare load --help` says. */
export const LOAD_HELP = `compare load: which service is faster, by how much, and how sure that is

usage: compare load [options]
       compare report FOLDER          makes the reports of a run again

One fresh process a block, pairs in random ABBA order, the noise floor first.

What is compared
  --lanes A,B,…         express, fastify, node (bare node:http, the ceiling), express-echo, fastify-echo;
                        in full NAME[:PROFILE][@NODE][+gateway], such as express-echo:aligned+gateway
                        (default: express,fastify); all are compared with the first
  --node [NAME=]PATH    the Node that servers run on; several, for lanes such as express@20
  --target NAME=URL     a service that runs somewhere else; may be repeated
  --compose PROJECT     containers of a running compose project, restarted for each block; lanes are its
                        services, with a path where it matters: gateway/flask

With what
  --workloads A,B,…     root, echo-100, echo-10k, echo-1m, malformed, missing, anything (default: all)
  --connections 1,8,…   closed loop, for capacity (default: 1,8,32,128)
  --rate R,…            open loop, requests a second (default: 25, 50 and 75 % of the slower lane)
  --quick, --thorough   6 or 20 pairs instead of 12; --pairs N for another number
  --seconds N           of each window (default: 1; the middle rate has as many as its p99 needs, up to 5)
  --warm N              seconds of warming up at the most (default: 4; it ends after 20,000 requests)
  --also A/B,…          further comparisons: lane B beside lane A
  --margin 3%           differences up to this do not matter
  --seed N              of the order

What comes out
  --out FOLDER          plan.json, blocks.jsonl, report.json, report.html, report.md
                        (default: load-results/ and the time)
  --resume FOLDER       goes on where a run was interrupted
  --against FILE        report.json of an earlier run: is anything slower than it was, by more than --margin?

  --self-check          measures servers whose figures are known, to see whether this machine can measure

Exit code
  0  done; with --against: no regression is proven
  1  with --against: one is; with --self-check: a figure is wrong, or refused
  2  could not run; the reason is on standard error
  130  interrupted: what was finished is kept, and marked incomplete
`;
