import type { EchoAnswer } from '../contract/answers.ts';
import type { JournalEntry } from '../contract/echoes.ts';
import { echoId, type Stamp } from './echo-id.ts';

/** An echo as it is noted while it is answered: nothing is made of it that is not there already. */
export interface Recorded {
  readonly stamp: Stamp;
  readonly answer: EchoAnswer;
  readonly requestId: string;
}

/** What the journal shows of an echo. */
export function entryOf({ stamp, answer, requestId }: Recorded): JournalEntry {
  return {
    id: echoId(stamp),
    timestamp: answer.timestamp,
    framework: answer.metadata.framework,
    hostname: answer.hostname,
    client_ip: answer.client_ip,
    message: answer.echo,
    request_id: requestId,
  };
}
