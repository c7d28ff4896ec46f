#!/usr/bin/env bash
# Makes the Secret that the component `database` reads, with a password that nobody has seen: not in a file, not in `ps`.
# Where there is one already it stays: the database was made with it.
#
#   deploy/kubernetes/database-secret.sh
set -euo pipefail
command -v kubectl >/dev/null || { echo 'kubectl is not installed: https://kubernetes.io/docs/tasks/tools' >&2; exit 2; }

kubectl create namespace echo-twins --dry-run=client --output yaml | kubectl apply -f -
if kubectl -n echo-twins get secret echo-database --output name 2>/dev/null; then exit 0; fi

password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
kubectl create -f - <<SECRET
apiVersion: v1
kind: Secret
metadata:
  name: echo-database
  namespace: echo-twins
type: Opaque
stringData:
  password: $password
  url: postgresql://echo:$password@database:5432/echo
SECRET
