#!/usr/bin/env bash
# Makes the container registry, builds the three images and pushes them.
#
#   REGISTRY=myechotwins TAG=1.0.0 deploy/azure/registry.sh
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
. deploy/azure/images.sh
command_there docker 'https://docs.docker.com/engine/install'
check
docker info >/dev/null 2>&1 || fail 'the Docker engine does not answer: npm run doctor'
signed_in

say "registry $SERVER in $RESOURCE_GROUP, $LOCATION"
az group create --name "$RESOURCE_GROUP" --location "$LOCATION" --output none
az acr create --resource-group "$RESOURCE_GROUP" --name "$REGISTRY" --location "$LOCATION" \
  --sku Basic --admin-enabled false --output none
az acr login --name "$REGISTRY" --output none

export REGISTRY_NAME=$SERVER TAG
say "building and pushing ${SERVICES[*]} as $TAG"
docker compose build
docker compose push
