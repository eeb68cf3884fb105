import pino from 'pino'

/**
 * The log holds no personal data: no names, addresses, texts or document contents. Log ids and counts.
 * The redaction is the second net, for what slips in with an error object.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['email', 'name', 'token', 'cookie', '*.email', '*.name', '*.token', '*.cookie', 'req.headers'],
      censor: '[left out]',
    },
    serializers: { err: errorWithoutValues },
  })
}

export interface Log {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Database errors quote the offending row in `detail`: keep type, code, message and stack only. */
function errorWithoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? error.code : undefined
  return { type: error.name, code, message: error.message.slice(0, 500), stack: error.stack }
}
