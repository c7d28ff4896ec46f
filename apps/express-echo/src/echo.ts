import { EchoRequest } from '@echo-twins/shared/contract/answers';
import type { Answers } from '@echo-twins/shared/echo/answers';
import { clientAddress, type Trust } from '@echo-twins/shared/http/client-address';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import type { RequestHandler } from 'express';

/** `POST /echo`. Express has no validation of its own, so the handler checks the body itself. */
export function echo(answers: Answers, trusted: Trust): RequestHandler {
  return (request, response) => {
    const body = EchoRequest.safeParse(request.body);
    if (!body.success) {
      response.status(400).json({ error: 'Missing "message" field in request body' });
      return;
    }
    const clientIp = clientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], trusted);
    response.json(answers.echo(body.data.message, clientIp, String(response.getHeader(REQUEST_ID))));
  };
}
