# shellcheck shell=bash
# Sourced after settings.sh by the scripts that use the registry.
variable REGISTRY '^[A-Za-z0-9]{5,50}$' "the name of a container registry, 5 to 50 letters and digits, without .azurecr.io"
variable TAG '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$' "an image's tag" 1.0.0

SERVICES=(gateway express-echo fastify-echo)
# shellcheck disable=SC2034 # for those who source this
SERVER=$(lower "$REGISTRY").azurecr.io

# Nothing is started with images that are not there.
images_there() {
  local service
  for service in "${SERVICES[@]}"; do
    az acr repository show --name "$REGISTRY" --image "$service:$TAG" --output none 2>/dev/null ||
      fail "registry $REGISTRY has no image $service:$TAG, or you may not see it: REGISTRY=$REGISTRY TAG=$TAG deploy/azure/registry.sh"
  done
}

# An identity that may pull from the registry and nothing else; so there is no password to keep. Sets IDENTITY to its resource id.
may_pull() {
  local principal registry
  az identity create --resource-group "$RESOURCE_GROUP" --name echo-twins-pull --location "$LOCATION" --output none
  IDENTITY=$(az identity show --resource-group "$RESOURCE_GROUP" --name echo-twins-pull --query id --output tsv)
  principal=$(az identity show --resource-group "$RESOURCE_GROUP" --name echo-twins-pull --query principalId --output tsv)
  registry=$(az acr show --name "$REGISTRY" --query id --output tsv)
  az role assignment create --role AcrPull --scope "$registry" \
    --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --output none
}
