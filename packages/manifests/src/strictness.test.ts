import { describe, expect, it } from '@jest/globals';
import { readManifests } from './documents.ts';
import { review } from './review.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata:
  name: sound
  labels: { app: sound }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: main
      image: main
      ports: [{ name: http, containerPort: 8080 }]
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`;

async function problems(yaml: string): Promise<string> {
  return (await review(readManifests(yaml))).join('\n');
}

describe('a review', () => {
  it('has nothing against a pod that is as it should be', async () => {
    expect(await problems(POD)).toBe('');
  });

  it('refuses an unknown key, wherever it is', async () => {
    expect(await problems(POD.replace('image: main', 'image: main\n      imagePullPolcy: Always'))).toMatch(
      /^Pod sound: .*imagePullPolcy.* does not exist in type 'Container'/u,
    );
  });

  it('refuses a value of another type', async () => {
    expect(
      await problems(POD.replace('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: "no"')),
    ).toMatch(/^Pod sound: .*'string' is not assignable to type 'boolean/u);
  });

  it('refuses a key of a kind that the types do not know', async () => {
    const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public }
spec:
  gatewayClasName: eg
  listeners: []
`;
    expect(await problems(gateway)).toContain('gatewayClasName');
  });

  it.each([
    ['runAsNonRoot: true, ', '', 'runAsNonRoot is not true'],
    ['runAsUser: 1000', 'runAsUser: 0', 'runAsUser is no number other than 0'],
    ['seccompProfile: { type: RuntimeDefault }', '', 'seccompProfile'],
    ['allowPrivilegeEscalation: false, ', '', 'allowPrivilegeEscalation'],
    ['drop: [ALL]', 'drop: [NET_RAW]', 'does not drop all capabilities'],
    ['drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN]', 'adds a capability'],
    ['containers:', 'hostNetwork: true\n  containers:', 'a namespace of the host'],
    ['containers:', 'volumes: [{ name: root, hostPath: { path: / } }]\n  containers:', 'has a volume'],
    ['containerPort: 8080', 'containerPort: 8080, hostPort: 80', 'takes a port of the host'],
  ])('knows the restricted profile: %s → %s', async (from, to, problem) => {
    expect(await problems(POD.replace(from, to))).toContain(problem);
  });

  const service = (selector: string, port: string): string => `${POD}---
apiVersion: v1
kind: Service
metadata: { name: sound }
spec: { clusterIP: None, selector: { app: ${selector} }, ports: [${port}] }
`;

  it.each([
    [service('sound', '{ port: 8080, targetPort: http }'), ''],
    [service('soud', '{ port: 8080 }'), 'Service sound: selects no pod'],
    [service('sound', '{ port: 8080, targetPort: htp }'), 'Service sound: no port htp of the pods'],
    [
      service('sound', '{ port: 80, targetPort: http }'),
      "Service sound: headless, but port 80 is not the pods' own",
    ],
  ])('follows what an object names', async (yaml, problem) => {
    expect(await problems(yaml)).toBe(problem);
  });
});
