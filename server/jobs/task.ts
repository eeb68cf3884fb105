import type { Log } from '~server/log'
import type { Mailer } from '~server/mail/mailer'
import type { DocumentWork } from '~server/live/document-work'
import type { ListWork } from './list-work'

/** What background work gets from main. */
export interface JobContext {
  mailer: Mailer
  log: Log
  lists: ListWork
  documents: Pick<DocumentWork, 'run'>
  /** Scheme, host and port under which people reach the product: for the links in mails. */
  origin: string
}

/** One kind of background work. It may run twice after a crash, and must not mind; `attempt` counts from 1. */
export type Task = (payload: unknown, context: JobContext & { attempt: number }) => Promise<void>
export type Tasks = Record<string, Task>

/** Work that comes back: a line of graphile-worker's crontab per task ("17 2 * * *", the server's time zone). */
export type Schedule = Record<string, string>

/** A text in a job's payload, as the transaction that added the job wrote it. */
export function textIn(payload: unknown, key: string): string {
  const value =
    typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[key] : undefined
  if (typeof value !== 'string') throw new Error(`a job without its ${key}`)
  return value
}
