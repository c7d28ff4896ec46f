import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RequestHandler } from 'express';

/** `GET /health` */
export function health(answers: Answers): RequestHandler {
  return (_request, response) => {
    const { status, body } = answers.health();
    response.status(status).json(body);
  };
}

/** `GET /livez` */
export function livez(answers: Answers): RequestHandler {
  return (_request, response) => {
    response.json(answers.livez());
  };
}

/** `GET /readyz` */
export function readyz(answers: Answers): RequestHandler {
  return (_request, response) => {
    const { status, body } = answers.readyz();
    response.status(status).json(body);
  };
}
