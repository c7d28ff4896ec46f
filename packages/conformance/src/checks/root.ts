import assert from 'node:assert/strict';
import { RootAnswer } from '@echo-twins/shared/contract/answers';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import { type Check, conforming } from '../check.ts';
import { mannersOf } from '../manners.ts';

/** `GET /`, and what is not there. */
export const ROOT: readonly Check[] = [
  {
    title: 'GET / says which service answers and what it serves',
    async run({ ask, framework }) {
      const answer = conforming(RootAnswer, 200, await ask('GET /'));
      assert.equal(answer.service, framework.service);
      assert.equal(answer.framework, framework.name);
      assert.notEqual(answer.version, '');
      assert.deepEqual(answer.endpoints, ENDPOINTS);
    },
  },
  {
    title: 'everything that GET / lists is served',
    async run({ ask }) {
      const { endpoints } = conforming(RootAnswer, 200, await ask('GET /'));
      for (const [path, text] of Object.entries(endpoints)) {
        const { status } = await ask(`${text.split(' ', 1)[0]} ${path}`);
        assert.notEqual(status, 404, `${path} is listed, but not there`);
      }
    },
  },
  {
    title: 'HEAD / has the head of GET / and no body',
    async run({ ask }) {
      const [head, get] = [await ask('HEAD /'), await ask('GET /')];
      assert.equal(head.status, 200);
      assert.equal(head.text, '');
      assert.equal(head.headers['content-type'], get.headers['content-type']);
      assert.equal(head.headers['content-length'], get.headers['content-length']);
    },
  },
  {
    title: 'a path that is not served is a 404, in the words of the framework or the profile',
    async run(subject) {
      const { status, headers } = await subject.ask('GET /nowhere');
      assert.equal(status, 404);
      assert.match(headers['content-type'] ?? '', mannersOf(subject).errorType);
    },
  },
];
