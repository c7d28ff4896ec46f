import * as z from 'zod';

const Metadata = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
const Port = z.int().min(1).max(65_535);

/** The parts of the Gateway API (gateway.networking.k8s.io/v1) that are used here; any other key is refused. */
export const GATEWAY_API: Readonly<Record<string, z.ZodType>> = {
  Gateway: z.strictObject({
    apiVersion: z.literal('gateway.networking.k8s.io/v1'),
    kind: z.literal('Gateway'),
    metadata: Metadata,
    spec: z.strictObject({
      gatewayClassName: z.string().min(1),
      listeners: z.array(
        z.strictObject({ name: z.string(), protocol: z.enum(['HTTP', 'HTTPS']), port: Port }),
      ),
    }),
  }),
  HTTPRoute: z.strictObject({
    apiVersion: z.literal('gateway.networking.k8s.io/v1'),
    kind: z.literal('HTTPRoute'),
    metadata: Metadata,
    spec: z.strictObject({
      parentRefs: z.array(z.strictObject({ name: z.string() })).min(1),
      rules: z.array(
        z.strictObject({ backendRefs: z.array(z.strictObject({ name: z.string(), port: Port })).min(1) }),
      ),
    }),
  }),
};
