import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RequestHandler } from 'express';

/** `GET /info` */
export function info(answers: Answers): RequestHandler {
  return (_request, response) => {
    response.json(answers.info());
  };
}
