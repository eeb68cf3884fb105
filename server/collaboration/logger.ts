/** What this folder needs of a logger; pino fits. Never given text of a document. */
export interface Logger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What may be told of an unknown failure. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
