#!/usr/bin/env bash
# The twins as two container instances, each with a public name of its own: http://LABEL-express-echo.REGION.azurecontainer.io:8080.
#
#   REGISTRY=myechotwins deploy/azure/instances.sh
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
. deploy/azure/images.sh
variable DNS_LABEL '^[a-z][a-z0-9-]{2,40}$' 'the beginning of the public names: small letters, digits and -' "$(lower "$REGISTRY")"
check
signed_in
images_there

may_pull
for twin in express-echo fastify-echo; do
  say "$twin"
  az container create --resource-group "$RESOURCE_GROUP" --name "$twin" --location "$LOCATION" \
    --image "$SERVER/$twin:$TAG" --acr-identity "$IDENTITY" --assign-identity "$IDENTITY" \
    --os-type Linux --cpu 0.5 --memory 0.5 --restart-policy Always \
    --ip-address Public --dns-name-label "$DNS_LABEL-$twin" --ports 8080 \
    --environment-variables LOG_LEVEL=info --output none
  name=$(az container show --resource-group "$RESOURCE_GROUP" --name "$twin" --query ipAddress.fqdn --output tsv)
  echo "http://$name:8080"
done
