import { type Container, containersOf, type Pod } from './pods.ts';

/**
 * What the profile *restricted* of the Pod Security Standards says against a pod, for Linux. The API server refuses such a pod in
 * a namespace that enforces it.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityProblems(pod: Pod): string[] {
  const ofPod = POD_RULES.filter(({ breaks }) => breaks(pod)).map(({ rule }) => `${pod.owner}: ${rule}`);
  const ofContainers = containersOf(pod).flatMap((container) =>
    CONTAINER_RULES.filter(({ breaks }) => breaks(container, pod)).map(
      ({ rule }) => `${pod.owner}, container ${container.name}: ${rule}`,
    ),
  );
  return [...ofPod, ...ofContainers];
}

interface PodRule {
  readonly rule: string;
  readonly breaks: (pod: Pod) => boolean;
}

interface ContainerRule {
  readonly rule: string;
  readonly breaks: (container: Container, pod: Pod) => boolean;
}

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

const POD_RULES: readonly PodRule[] = [
  {
    rule: 'shares a namespace of the host',
    breaks: ({ spec }) => [spec.hostNetwork, spec.hostPID, spec.hostIPC].includes(true),
  },
  {
    rule: `has a volume that is none of ${VOLUMES.join(', ')}`,
    breaks: ({ spec }) =>
      spec.volumes.some((volume) =>
        Object.keys(volume).some((key) => key !== 'name' && !VOLUMES.includes(key)),
      ),
  },
  {
    rule: 'sets a sysctl that is not safe',
    breaks: ({ spec }) => (spec.securityContext?.sysctls ?? []).some(({ name }) => !SYSCTLS.includes(name)),
  },
];

const CONTAINER_RULES: readonly ContainerRule[] = [
  { rule: 'is privileged', breaks: ({ securityContext }) => securityContext?.privileged === true },
  {
    rule: 'allowPrivilegeEscalation is not false',
    breaks: ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false,
  },
  {
    rule: 'does not drop all capabilities',
    breaks: ({ securityContext }) => !securityContext?.capabilities?.drop.includes('ALL'),
  },
  {
    rule: 'adds a capability other than NET_BIND_SERVICE',
    breaks: ({ securityContext }) =>
      (securityContext?.capabilities?.add ?? []).some((name) => name !== 'NET_BIND_SERVICE'),
  },
  {
    rule: 'runAsNonRoot is not true',
    breaks: ({ securityContext }, { spec }) =>
      (securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true,
  },
  {
    // The kubelet cannot tell of a user with a name whether it is root, and does not start the container.
    rule: 'runAsUser is no number other than 0',
    breaks: ({ securityContext }, { spec }) =>
      !(securityContext?.runAsUser ?? spec.securityContext?.runAsUser),
  },
  {
    rule: 'seccompProfile is neither RuntimeDefault nor Localhost',
    breaks: ({ securityContext }, { spec }) =>
      !['RuntimeDefault', 'Localhost'].includes(
        (securityContext?.seccompProfile ?? spec.securityContext?.seccompProfile)?.type ?? '',
      ),
  },
  {
    rule: 'procMount is not Default',
    breaks: ({ securityContext }) => (securityContext?.procMount ?? 'Default') !== 'Default',
  },
  {
    rule: 'takes a port of the host',
    breaks: ({ ports }) => ports.some(({ hostPort }) => Boolean(hostPort)),
  },
  {
    rule: 'has a probe of another host',
    breaks: ({ startupProbe, livenessProbe, readinessProbe }) =>
      [startupProbe, livenessProbe, readinessProbe].some((probe) => probe?.httpGet?.host !== undefined),
  },
];
