# shellcheck shell=bash
# Sourced by every script here: reads the variables, and refuses what cannot be used before anything is started.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

problems=()

# variable NAME PATTERN ACCEPTED [DEFAULT]: a variable that has to match; without a default it has to be set.
variable() {
  local name=$1 pattern=$2 accepted=$3
  local value=${!name:-${4-}}
  if [ -z "$value" ] && [ $# -lt 4 ]; then problems+=("$name is not set: expected $accepted")
  # Not shown: it may hold a password.
  elif [ "$name" = DATABASE_URL ] && ! [[ $value =~ $pattern ]]; then problems+=("$name cannot be used: expected $accepted")
  elif ! [[ $value =~ $pattern ]]; then problems+=("$name=\"$value\" cannot be used: expected $accepted")
  fi
  printf -v "$name" '%s' "$value"
}

# command_there NAME HINT: a command that has to be installed.
command_there() {
  command -v "$1" >/dev/null || problems+=("$1 is not installed: $2")
}

# Ends with one line a problem, and exit code 2.
check() {
  [ ${#problems[@]} -eq 0 ] && return
  printf '%s\n' "${problems[@]}" >&2
  exit 2
}

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Not ${NAME,,}: macOS has bash 3.2.
lower() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]'; }

say() { printf '== %s\n' "$*" >&2; }

variable RESOURCE_GROUP '^[A-Za-z0-9._()-]{1,89}[A-Za-z0-9_()-]$' "a resource group's name" echo-twins
variable LOCATION '^[a-z0-9]+$' 'a region such as westeurope (az account list-locations)' westeurope
command_there az 'https://learn.microsoft.com/cli/azure/install-azure-cli'

signed_in() {
  az account show --output none 2>/dev/null || fail 'nobody is signed in: az login'
}
