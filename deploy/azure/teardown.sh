#!/usr/bin/env bash
# Removes the resource group with everything in it: containers, apps, cluster, registry and images.
#
#   RESOURCE_GROUP=echo-twins CONFIRM=echo-twins deploy/azure/teardown.sh
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
variable CONFIRM '.' "the resource group's name once more: $RESOURCE_GROUP"
[ -z "$CONFIRM" ] || [ "$CONFIRM" = "$RESOURCE_GROUP" ] || problems+=("CONFIRM=\"$CONFIRM\" cannot be used: expected $RESOURCE_GROUP")
check
signed_in

if [ "$(az group exists --name "$RESOURCE_GROUP" --output tsv)" = true ]; then
  say "removing $RESOURCE_GROUP"
  az group delete --name "$RESOURCE_GROUP" --yes --output none
else
  say "there is no $RESOURCE_GROUP"
fi
