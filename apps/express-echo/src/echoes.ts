import { EchoesQuery } from '@echo-twins/shared/contract/echoes';
import type { Answers } from '@echo-twins/shared/echo/answers';
import { pageOf } from '@echo-twins/shared/journal/page';
import type { RequestHandler } from 'express';

/** `GET /echoes`. Express has no validation of its own, so the handler checks the query itself. */
export function echoes(answers: Answers): RequestHandler {
  return async (request, response) => {
    const query = EchoesQuery.safeParse(request.query);
    if (query.success) response.json(await answers.echoes(pageOf(query.data)));
    else response.status(400).json({ error: '"limit" is a number from 1 to 100, "after" the id of an echo' });
  };
}
