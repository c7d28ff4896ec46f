/**
 * Loaded into each child before its own program (`node --import`). The child's stdin is a pipe that the launcher holds:
 * when it closes, because the launcher asks for it or is no more, the child stops as on SIGTERM. So nothing outlives a
 * launcher that was killed, and stopping works where there are no signals.
 */
process.stdin
  .on('end', stop)
  .on('error', stop)
  .resume()
  // It must not keep a program alive that has nothing to do.
  .unref();

function stop(): void {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit();
}
