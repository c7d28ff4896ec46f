#!/usr/bin/env bash
# A Kubernetes cluster that may pull from the registry, with the overlay deploy/kubernetes/overlays/aks on it.
#
#   REGISTRY=myechotwins deploy/azure/aks.sh
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
. deploy/azure/images.sh
variable CLUSTER '^[A-Za-z0-9][A-Za-z0-9_-]{0,61}[A-Za-z0-9]$' "a cluster's name" echo-twins
variable NODES '^[1-9][0-9]?$' 'a number of nodes' 2
command_there kubectl 'az aks install-cli'
check
signed_in
images_there

# Cilium enforces the network policies; the ingress controller is the one that AKS keeps.
say "cluster $CLUSTER in $RESOURCE_GROUP, $LOCATION"
az aks show --resource-group "$RESOURCE_GROUP" --name "$CLUSTER" --output none 2>/dev/null ||
  az aks create --resource-group "$RESOURCE_GROUP" --name "$CLUSTER" --location "$LOCATION" \
    --node-count "$NODES" --attach-acr "$REGISTRY" --enable-managed-identity --enable-app-routing \
    --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium \
    --generate-ssh-keys --output none

settings=$(mktemp -d)
trap 'rm -r "$settings"' EXIT
export KUBECONFIG=$settings/kubeconfig
az aks get-credentials --resource-group "$RESOURCE_GROUP" --name "$CLUSTER" --file "$KUBECONFIG" --output none

# The overlay, with the registry's images in place of registry.invalid. kustomize wants a path from there to here.
up=$(cd "$settings" && pwd -P | sed 's|/[^/]*|../|g')
overlay=$(cd deploy/kubernetes/overlays/aks && pwd -P)
{
  printf 'resources: ["%s%s"]\nimages:\n' "$up" "${overlay#/}"
  for service in "${SERVICES[@]}"; do
    printf '  - { name: registry.invalid/%s, newName: %s/%s, newTag: "%s" }\n' "$service" "$SERVER" "$service" "$TAG"
  done
} >"$settings/kustomization.yaml"
kubectl apply -k "$settings"
for service in "${SERVICES[@]}"; do
  kubectl -n echo-twins rollout status "deployment/$service" --timeout 5m
done
kubectl -n echo-twins get ingress gateway
