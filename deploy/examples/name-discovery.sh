#!/usr/bin/env bash
# What a name stands for on the services' network: one address a replica, old names as well. While `docker compose up` runs.
set -euo pipefail
for name in express-echo flask-echo fastify-echo fastapi-service; do
  addresses=$(docker compose exec -T gateway nslookup "$name" 2>/dev/null | awk '/^Address: / { print $2 }' | sort -u | paste -sd' ' -)
  echo "$name: $addresses"
done
