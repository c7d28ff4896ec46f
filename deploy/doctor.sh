#!/bin/sh
# What a container sees: do names resolve, do the other services answer, is it near one of its limits?
#
#   docker exec -i CONTAINER sh -s < deploy/doctor.sh
#   docker compose exec -T gateway sh -s < deploy/doctor.sh
#   kubectl -n echo-twins exec -i deploy/gateway -- sh -s < deploy/doctor.sh
#
# Services to ask are named behind `sh -s --`, as http://HOST:PORT; otherwise they are those that the gateway is told of, or both
# twins by their names. One line a finding: status, what was looked at, what is the case, the command that mends it; tabs between.
# Exit codes: 0 nothing wrong, 1 a problem, 2 the question cannot be understood. Needs sh, curl, and getent or nslookup.
set -u

worst=0
finding() {
  [ "$1" = problem ] && worst=1
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4-}"
}

resolves() {
  if command -v getent >/dev/null 2>&1; then getent hosts "$1" | awk '{ print $1 }'
  else nslookup "$1" 2>/dev/null | awk '/^Name:/ { found = 1 } found && /^Address/ { print $NF }'
  fi
}

ask() {
  url=$1
  host=${url#http://}
  host=${host%%[:/]*}
  case $host in
    # A name, not an address.
    *[!0-9.]*)
      addresses=$(resolves "$host" | sort -u | tr '\n' ' ')
      if [ -z "$addresses" ]; then
        finding problem "name $host" 'does not resolve: no such service on a network of this container, or none of it runs' \
          "docker network connect NETWORK $(hostname)   # NETWORK as docker network ls has it, ending in echo-network"
        return
      fi
      finding ok "name $host" "is ${addresses% }"
      ;;
  esac
  # To a variable, so that what curl complains of can be told.
  if answer=$(curl -sS -m 3 -w '\n%{http_code}' "$url/health" 2>&1); then
    code=$(printf '%s' "$answer" | tail -n 1)
    case $code in
      200) finding ok "service $host" "answers at $url/health" ;;
      503) finding problem "service $host" "answers 503 at $url/health: it is starting or draining, or has nobody behind it" \
        "docker compose up -d $host" ;;
      *) finding problem "service $host" "answers $code at $url/health: that is another program" \
        "docker compose up -d --force-recreate $host" ;;
    esac
  else
    finding problem "service $host" "does not answer at $url/health: $(printf '%s' "$answer" | grep -o 'curl: .*' | head -n 1)" \
      "docker compose logs --tail 50 $host"
  fi
}

# The limit and the use of this container, from version 2 of cgroups or from version 1.
first() { cat "$@" 2>/dev/null | head -n 1; }

near() {
  what=$1 used=$2 limit=$3 command=$4
  case $used$limit in
    '' | *[!0-9]*) finding ok "$what" 'has no limit in this container'; return ;;
  esac
  # Version 1 says a number near 2^63 for none.
  if [ "${#limit}" -ge 18 ]; then finding ok "$what" 'has no limit in this container'; return; fi
  share=$((used * 100 / limit))
  if [ "$share" -ge 90 ]; then finding problem "$what" "$share % of the limit of $limit is in use" "$command"
  else finding ok "$what" "$share % of the limit of $limit is in use"
  fi
}

limits() {
  near memory \
    "$(first /sys/fs/cgroup/memory.current /sys/fs/cgroup/memory/memory.usage_in_bytes)" \
    "$(first /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes)" \
    "docker update --memory 512m --memory-swap 512m $(hostname)   # and in docker-compose.yml: deploy.resources.limits.memory"
  near processes \
    "$(first /sys/fs/cgroup/pids.current /sys/fs/cgroup/pids/pids.current)" \
    "$(first /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max)" \
    "docker update --pids-limit 200 $(hostname)   # and in docker-compose.yml: deploy.resources.limits.pids"
  used=$(df -P / | awk 'NR == 2 { sub("%", "", $5); print $5 }')
  if [ "${used:-0}" -ge 95 ]; then finding problem disk "$used % is in use" 'docker system prune'
  else finding ok disk "$used % is in use"
  fi
}

for target in "$@"; do
  case $target in
    http://?*) ;;
    *) echo "doctor.sh: $target is not a service: expected http://HOST:PORT" >&2; exit 2 ;;
  esac
done
if [ $# -eq 0 ]; then
  upstreams=${EXPRESS_UPSTREAM:-http://express-echo:8080},${FASTIFY_UPSTREAM:-http://fastify-echo:8080}
  # shellcheck disable=SC2046 # one word an upstream
  set -- $(printf '%s' "$upstreams" | tr ',' ' ')
fi
for target in "$@"; do ask "${target%/}"; done
limits
exit $worst
