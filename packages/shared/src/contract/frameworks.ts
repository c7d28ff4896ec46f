/** How a framework names itself in answers. */
export interface Framework {
  /** As in `metadata.framework`. */
  readonly name: 'Express' | 'Fastify';
  /** As in `service` of `GET /`. */
  readonly service: string;
  /** Whether answers say `async: true`. */
  readonly async: boolean;
}

/** The Express twin, in the place of the guide's flask-echo. */
export const EXPRESS: Framework = { name: 'Express', service: 'Express Echo API', async: false };

/** The Fastify twin, in the place of the guide's fastapi-echo. */
export const FASTIFY: Framework = { name: 'Fastify', service: 'Fastify Echo API', async: true };
