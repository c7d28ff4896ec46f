import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { ErrorRequestHandler } from 'express';
import finalhandler from 'finalhandler';

/**
 * Express's own error pages, but for one thing: as shipped, outside production they show the stack. This is their
 * production form, the status alone, with failures in our log instead of on stderr.
 */
export function errors(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const finish = finalhandler(request, response, {
      env: 'production',
      onerror(failure) {
        // By now the status is the one that the error asks for.
        if (response.statusCode < 500) return;
        logger.error({ err: failure, request_id: response.getHeader(REQUEST_ID) }, 'request failed');
      },
    });
    finish(error);
  };
}
