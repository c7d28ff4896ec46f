#!/usr/bin/env bash
# Two containers that share a volume: one writes, the other reads what it has written.
set -euo pipefail
image=${IMAGE:-postgres:18-alpine}
volume=echo-shared-$$
trap 'docker volume rm -f "$volume" >/dev/null' EXIT

docker volume create "$volume" >/dev/null
docker run --rm --entrypoint sh -v "$volume:/data" "$image" -c 'echo "hello from the writer" > /data/note.txt'
docker run --rm --entrypoint cat -v "$volume:/data:ro" "$image" /data/note.txt
