import type { ListWork } from '~server/jobs/list-work'

/** For jobs among which no list is. */
export const noLists: ListWork = {
  run: () => Promise.reject(new Error('no list was to be expected')),
  close: () => undefined,
}
