/** The sum of a metric's values in Prometheus's text format, of the lines whose labels contain a text. */
export function readSample(text: string, name: string, label = ''): number {
  return text
    .split('\n')
    .filter((line) => /^\w+/u.exec(line)?.[0] === name && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
