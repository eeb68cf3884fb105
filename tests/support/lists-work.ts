import type { DocumentWork } from '~server/live/document-work'
import type { ListWork } from '~server/jobs/list-work'

/** For jobs among which no list is. */
export const noLists: ListWork = {
  run: () => Promise.reject(new Error('no list was to be expected')),
  close: () => undefined,
}

/** For jobs among which no document is. */
export const noDocuments: Pick<DocumentWork, 'run'> = {
  run: () => Promise.reject(new Error('no document was to be expected')),
}
