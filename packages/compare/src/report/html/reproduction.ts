import { connectionOf, type Step } from '../../exchange/step.ts';

/** `printf` escapes that every shell knows; all else that is not printable becomes octal. */
const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\\': '\\\\', '%': '%%' };

/**
 * A shell line that sends what a probe sends, to `nc`; nothing for probes that `nc` cannot do: several connections, signals,
 * values of an earlier answer.
 */
export function reproduction(steps: readonly Step[]): string | undefined {
  const script = scriptOf(steps);
  return script && `{ ${script}; sleep 1; } | nc 127.0.0.1 "$PORT"`;
}

/** The part of the line that writes the bytes to standard output. */
export function scriptOf(steps: readonly Step[]): string | undefined {
  if (new Set(steps.map(connectionOf)).size > 1) return undefined;
  const commands = steps.map(commandOf);
  return commands.every((command) => command !== undefined)
    ? commands.filter((command) => command !== '').join('; ')
    : undefined;
}

function commandOf(step: Step): string | undefined {
  if ('send' in step) return sendCommand(step.send, step.times);
  if ('base64' in step) return `printf %s '${step.base64}' | base64 -d`;
  if ('each' in step) {
    const item = printfText(`${step.join ?? ''}${step.each}`).replace('#', '%s');
    const first = `printf '${printfText(step.each).replace('#', '0')}'`;
    return `${first}; for i in $(seq 1 ${step.count - 1}); do printf '${item}' "$i"; done`;
  }
  if ('wait' in step) return `sleep ${step.wait / 1000}`;
  if ('await' in step) return step.keep ? undefined : 'sleep 0.5';
  return 'fin' in step ? '' : undefined;
}

function sendCommand(text: string, times = 1): string | undefined {
  if (/\{\{\w+\}\}/u.test(text)) return undefined;
  if (times === 1) return `printf '${printfText(text)}'`;
  if (text.length === 1) return `head -c ${times} /dev/zero | tr '\\0' '${printfText(text)}'`;
  return `for i in $(seq ${times}); do printf '${printfText(text)}'; done`;
}

function printfText(text: string): string {
  return text.replaceAll(/[^ -~]|[\\%']/gu, (character) => {
    const octal = (character.codePointAt(0) ?? 0).toString(8).padStart(3, '0');
    return ESCAPES[character] ?? `\\${octal}`;
  });
}
