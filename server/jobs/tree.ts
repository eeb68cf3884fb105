import { refreshTree } from '~server/domain/organisations/tree'
import type { Schedule, Tasks } from './task'

/** What begins or ends in the tree of units on a day, on that day: Norway's midnight is a whole hour on every clock. */
export const treeTasks: Tasks = {
  refresh_tree: async () => {
    await refreshTree()
  },
}

export const treeSchedule: Schedule = { refresh_tree: '0 * * * *' }
