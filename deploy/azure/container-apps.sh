#!/usr/bin/env bash
# Container Apps: the gateway with a public https name, both twins inside, each scaled by its requests.
#
#   REGISTRY=myechotwins deploy/azure/container-apps.sh
#
# With DATABASE_URL set the twins keep their journal there. It goes from this shell to az through a pipe: no file, no argument.
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
. deploy/azure/images.sh
. deploy/azure/database.sh
check
signed_in
images_there

parameters() {
  printf '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0",'
  printf '"parameters":{"location":{"value":"%s"},"server":{"value":"%s"},"tag":{"value":"%s"},' "$LOCATION" "$SERVER" "$TAG"
  printf '"identity":{"value":"%s"},"databaseUrl":{"value":"%s"}}}\n' "$IDENTITY" "$DATABASE_URL"
}

may_pull
say "container apps in $RESOURCE_GROUP, $LOCATION"
name=$(parameters | az deployment group create --resource-group "$RESOURCE_GROUP" --name echo-twins \
  --template-file deploy/azure/container-apps.bicep --parameters @/dev/stdin \
  --query properties.outputs.host.value --output tsv)
echo "https://$name"
