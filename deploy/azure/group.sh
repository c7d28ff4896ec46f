#!/usr/bin/env bash
# One container group of the gateway and both twins: http://LABEL.REGION.azurecontainer.io:8080.
#
#   REGISTRY=myechotwins deploy/azure/group.sh
#
# With DATABASE_URL set the twins keep their journal there. It goes from this shell to az through a pipe: no file, no argument.
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
. deploy/azure/images.sh
. deploy/azure/database.sh
variable DNS_LABEL '^[a-z][a-z0-9-]{2,40}$' 'the beginning of the public name: small letters, digits and -' "$(lower "$REGISTRY")"
check
signed_in
images_there

# printf and the expansions are the shell's own; no other process sees what they are given.
definition() {
  local line
  while IFS= read -r line; do
    if [ -z "$DATABASE_URL" ] && [[ $line == *'${DATABASE_URL}'* ]]; then continue; fi
    for name in LOCATION IDENTITY SERVER TAG DNS_LABEL DATABASE_URL; do
      line=${line//"\${$name}"/"${!name}"}
    done
    printf '%s\n' "$line"
  done <deploy/azure/container-group.yaml
}

may_pull
say "container group echo-twins in $RESOURCE_GROUP, $LOCATION"
definition | az container create --resource-group "$RESOURCE_GROUP" --file /dev/stdin --output none
name=$(az container show --resource-group "$RESOURCE_GROUP" --name echo-twins --query ipAddress.fqdn --output tsv)
echo "http://$name:8080"
