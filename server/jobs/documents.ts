import { documentsToTrim, trimLog } from '~server/domain/documents/trimming'
import { forgetUnusedImages } from '~server/domain/documents/unused-images'
import type { Schedule, Tasks } from './task'

/** What live documents no longer need. */
export const documentTasks: Tasks = {
  forget_unused_images: async () => {
    await forgetUnusedImages()
  },
  // What is older than thirty days goes from the logs, and stays as versions. One document after the other.
  trim_documents: async (_, { documents, log }) => {
    for (const documentId of await documentsToTrim()) {
      try {
        await trimLog(documentId, updates => documents.run('fold', { updates }))
      } catch (error) {
        // One that cannot be read keeps its log and holds up no other.
        log.error({ err: error, documentId }, 'log of a document not trimmed')
      }
    }
  },
}

export const documentSchedule: Schedule = {
  forget_unused_images: '41 3 * * *',
  trim_documents: '41 2 * * *',
}
