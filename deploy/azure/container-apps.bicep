// The gateway and both twins as Container Apps. Only the gateway has an ingress from outside; the twins have one inside of the
// environment, which balances over their replicas.

@description('Where everything is.')
param location string = resourceGroup().location

@description('The host name of the registry.')
param server string

@description('The tag of the three images.')
param tag string

@description('The resource id of the identity that may pull them.')
param identity string

@secure()
@description('The database of the journal; empty for none.')
param databaseUrl string = ''

var pull = {
  type: 'UserAssigned'
  userAssignedIdentities: {
    '${identity}': {}
  }
}
var registries = [
  {
    server: server
    identity: identity
  }
]
var secrets = empty(databaseUrl) ? [] : [
  {
    name: 'database-url'
    value: databaseUrl
  }
]
var databaseEnvironment = empty(databaseUrl) ? [] : [
  {
    name: 'DATABASE_URL'
    secretRef: 'database-url'
  }
]
var twins = [
  {
    name: 'express-echo'
    memory: '0.5Gi'
  }
  {
    name: 'fastify-echo'
    memory: '0.5Gi'
  }
]

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'echo-twins-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: 'echo-twins'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource twin 'Microsoft.App/containerApps@2026-01-01' = [for each in twins: {
  name: each.name
  location: location
  identity: pull
  properties: {
    environmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      registries: registries
      secrets: secrets
      ingress: {
        external: false
        allowInsecure: true
        targetPort: 8080
        transport: 'http'
      }
    }
    template: {
      terminationGracePeriodSeconds: 20
      containers: [
        {
          name: each.name
          image: '${server}/${each.name}:${tag}'
          env: concat([
            {
              name: 'TRUST_PROXY'
              value: 'uniquelocal'
            }
          ], databaseEnvironment)
          resources: {
            cpu: json('0.25')
            memory: each.memory
          }
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/livez'
                port: 8080
              }
              periodSeconds: 10
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 8080
              }
              periodSeconds: 5
            }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 6
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '50'
              }
            }
          }
        ]
      }
    }
  }
}]

resource gateway 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'gateway'
  location: location
  identity: pull
  properties: {
    environmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      registries: registries
      ingress: {
        external: true
        allowInsecure: false
        targetPort: 8080
        transport: 'http'
      }
    }
    template: {
      terminationGracePeriodSeconds: 20
      containers: [
        {
          name: 'gateway'
          image: '${server}/gateway:${tag}'
          env: [
            {
              name: 'EXPRESS_UPSTREAM'
              value: 'http://express-echo'
            }
            {
              name: 'FASTIFY_UPSTREAM'
              value: 'http://fastify-echo'
            }
            {
              name: 'ADMIN_HOST'
              value: '0.0.0.0'
            }
            {
              name: 'TRUST_PROXY'
              value: 'uniquelocal'
            }
          ]
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/livez'
                port: 9901
              }
              periodSeconds: 10
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 9901
              }
              periodSeconds: 5
            }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 4
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '100'
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    twin
  ]
}

output host string = gateway.properties.configuration.ingress.fqdn
