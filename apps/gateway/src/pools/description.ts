import type { Replica } from './replica.ts';
import type { ReplicaState } from './upstreams.ts';

const WHY: Readonly<Record<Replica['state'], string>> = {
  well: 'it answers its health checks and its requests',
  unreachable: 'no connection to it comes about; health checks go on',
  unhealthy: 'its health checks fail; it is used only when nobody is well',
  ejected: 'too many requests to it failed in a row; it is left alone for a while',
  probation: 'its time of ejection is over; one repeatable request at a time may show that it is well',
};

/** A replica as people see it. */
export function describeReplica(replica: Replica): ReplicaState {
  const { id, state, weight, inFlight, tunnels, limit, connections, failures, available, staying } = replica;
  const leaving = available && !staying;
  return {
    id,
    state,
    weight,
    why: leaving ? 'it closes its connections, as if it were about to end; others are preferred' : WHY[state],
    inFlight: inFlight + tunnels,
    limit: limit.limit,
    connections: connections.open,
    waiting: connections.waiting,
    failures,
  };
}
