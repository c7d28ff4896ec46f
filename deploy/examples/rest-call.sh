#!/usr/bin/env bash
# One twin is asked by the other, by its name on their network:  rest-call.sh, while `docker compose up` runs.
set -euo pipefail
docker compose exec -T express-echo \
  curl -fsS -X POST -H 'Content-Type: application/json' -d '{"message": "from Express"}' http://fastify-echo:8080/echo
echo
