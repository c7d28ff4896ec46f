import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RequestHandler } from 'express';

/** `GET /` */
export function root(answers: Answers): RequestHandler {
  return (_request, response) => {
    response.json(answers.root());
  };
}
